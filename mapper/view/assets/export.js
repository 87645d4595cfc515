/** The events that pass the filters as files, and the map as a picture; all made in the page, nothing is sent. */

/** Gives a file to the reader's browser. */
function offerFile(name, parts, type) {
  const link = make('a');
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** Calls `write(row)` for each event that passes, chunk by chunk; gives the texts it returned. */
async function writeRows(store, write, tell) {
  const rows = store.visible();
  const parts = [];
  for (let at = 0; at < rows.length; ) {
    const number = Math.floor(rows[at] / store.meta.chunk);
    const chunk = await store.readChunk(number);
    const lines = [];
    for (; at < rows.length && Math.floor(rows[at] / store.meta.chunk) === number; at += 1) {
      lines.push(write(tableRow(store, rows[at], new EventText(store, rows[at], chunk, rows[at] % store.meta.chunk))));
    }
    parts.push(lines);
    tell(at / rows.length);
    await new Promise((done) => setTimeout(done));
  }
  return parts.flat();
}

/** One event with the columns of the events table, as `mapper extract` writes it. */
function tableRow(store, row, text) {
  const { columns, meta } = store;
  const day = (value) => (value === meta.nodata || value === null ? null : isoDay(value));
  const begin = text.number('sentence_start');
  const found = {
    event_type: store.typeOf(row).id,
    layer: store.typeOf(row).layer,
    status: store.statusOf(row),
    precision: store.precisionOf(row),
    ...store.placeOf(row),
    source: store.sourceOf(row),
    date_start: day(columns.day[row]),
    date_end: day(columns.dayEnd[row]),
    published: day(text.published()),
    background: Boolean(columns.background[row]),
    claim: Boolean(columns.claim[row]),
    attribution_side: meta.words.side[columns.side[row]],
    weapon: meta.words.weapon[columns.weapon[row]],
    protected_target: meta.words.protected[columns.protected[row]],
    place_score: text.share('place_score'),
    confidence: text.share('confidence'),
    radius_m: text.number('radius_m'),
    counts: text.counts().map(countObject),
    destination_longitude: degrees(text.number('destination_longitude')),
    destination_latitude: degrees(text.number('destination_latitude')),
    trigger: text.trigger,
    mention: text.mention,
    sentence_start: begin,
    sentence_end: endOf(begin, text.number('sentence_over'), text.chunk.sentence.size(text.at)),
    ...spanOffsets(text, 'trigger', begin),
    ...spanOffsets(text, 'mention', begin),
  };
  const values = meta.columns.filter((name) => name !== 'geometry').map((name) => [name, name in found ? found[name] : text.text(name)]);
  return { values: Object.fromEntries(values), geometry: geometryOf(store, row) };
}

const COUNT_FIELDS = ['what', 'minimum', 'best', 'maximum', 'qualifier', 'unit', 'scope'];

function countObject(values) {
  return Object.fromEntries(COUNT_FIELDS.map((name, at) => [name, values[at]]));
}

const degrees = (micro) => (micro === null ? null : micro / 1e6);

const endOf = (start, over, length) => (start === null || over === null ? null : start + over + length);

function spanOffsets(text, name, begin) {
  const stored = text.number(`${name}_start`);
  const start = stored === null ? null : stored + (begin || 0);
  return { [`${name}_start`]: start, [`${name}_end`]: endOf(start, text.number(`${name}_over`), text.number(`${name}_cut`)) };
}

function geometryOf(store, row) {
  const spot = store.columns.spot[row];
  if (!spot) return null;
  const { spots, moves } = store.tables;
  const from = [spots.lon[spot - 1] / 1e6, spots.lat[spot - 1] / 1e6];
  const at = lowerBound(moves.row, moves.row.length, (value) => value >= row);
  if (moves.row[at] !== row) return { type: 'Point', coordinates: from };
  return { type: 'LineString', coordinates: [from, [moves.lon[at] / 1e6, moves.lat[at] / 1e6]] };
}

/** GeoJSON, a line a feature. */
async function toGeojson(store, tell) {
  const feature = ({ values, geometry }) =>
    JSON.stringify({ type: 'Feature', id: values.event_id, geometry, properties: values });
  const lines = await writeRows(store, feature, tell);
  return ['{"type": "FeatureCollection", "features": [\n', lines.join(',\n'), '\n]}\n'];
}

/** CSV as RFC 4180 has it, with the geometry as WKT; texts are as they are. */
async function toCsv(store, tell) {
  const record = ({ values, geometry }) =>
    store.meta.columns.map((name) => csvCell(name === 'geometry' ? toWkt(geometry) : values[name])).join(',');
  const lines = await writeRows(store, record, tell);
  return ['\ufeff', [store.meta.columns.join(','), ...lines].join('\r\n'), '\r\n'];
}

function csvCell(value) {
  const text = csvText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvText(value) {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return value.length ? JSON.stringify(value) : '';
  return String(value);
}

function toWkt(geometry) {
  if (!geometry) return '';
  if (geometry.type === 'Point') return `POINT (${geometry.coordinates.join(' ')})`;
  return `LINESTRING (${geometry.coordinates.map((one) => one.join(' ')).join(', ')})`;
}

/** The map as it stands, as a PNG, with its title, days and attribution. Layers that others added are not in it. */
function toPicture(page) {
  const density = window.devicePixelRatio || 1;
  const { x: width, y: height } = page.map.getSize();
  const [head, foot] = [54, 26].map((tall) => tall * page.theme.scale);
  const canvas = document.createElement('canvas');
  canvas.width = width * density;
  canvas.height = (height + head + foot) * density;
  const ctx = canvas.getContext('2d');
  ctx.scale(density, density);
  ctx.fillStyle = page.theme.paper;
  ctx.fillRect(0, 0, width, height + head + foot);
  drawPanes(ctx, page, head, width, height);
  drawCaption(ctx, page, head, height + head, width);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

function drawPanes(ctx, page, top, width, height) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, top, width, height);
  ctx.clip();
  for (const pane of Object.values(page.panes)) {
    const { min } = pane._bounds;
    const { x, y } = page.map.layerPointToContainerPoint(min);
    const size = pane._bounds.getSize();
    ctx.drawImage(pane._container, x, y + top, size.x, size.y);
  }
  ctx.restore();
}

function drawCaption(ctx, page, head, bottom, width) {
  const { scale, font, ink, quiet } = page.theme;
  const days = page.timeline ? page.timeline.label.textContent : '';
  const write = (text, size, weight, colour, y) => {
    ctx.font = `${weight} ${size * scale}px ${font}`;
    ctx.fillStyle = colour;
    ctx.fillText(text, 12 * scale, y, width - 24 * scale);
  };
  write(page.store.meta.title || TEXT.defaultTitle, 18, 600, ink, 23 * scale);
  write([days, page.panel.count.textContent].filter(Boolean).join(' · '), 13, 400, quiet, head - 10 * scale);
  write(page.panel.credits(), 11, 400, quiet, bottom + 17 * scale);
}
