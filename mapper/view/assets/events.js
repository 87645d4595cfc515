/** Draws the events that pass the filters: areas and rings below, lines and symbols, or a grid of densities, above. */

/** At most so many circles and lines are drawn at a time; the events are in the list all the same. */
const MOST_CIRCLES = 500;
const MOST_LINES = 1500;
/** So many lines of movement are kept clear of names. */
const MOST_KEPT_CLEAR = 100;
/** Factors of the symbol's radius for the steps of mapper/view/sizes.py, and what symbols are then kept apart for. */
const SIZES = [1, 1.2, 1.45, 1.75, 2.1];
const SIZED_APART = 1.5;
/** Circles with a greater radius in pixels are drawn paler. */
const WIDE_CIRCLE = 40;

class EventPainter {
  constructor(store, basemap, stamps, theme) {
    Object.assign(this, { store, basemap, stamps, theme });
    this.radius = Math.round(7 * theme.scale);
    this.layout = new Layout(store, this.radius * (store.columns.size ? SIZED_APART : 1), theme.scale);
    this.hits = [];
    /** Copies of the world in sight, each with its layout and where its groups stand. */
    this.sights = [];
    /** Row of the event that is pointed at in the list. */
    this.marked = null;
    this.readAreas();
  }

  /** Extents that events lie somewhere in, with the outlines of those that have one. */
  readAreas() {
    const { place, spot, radius, precision } = this.store.tables.areas;
    const { nearNumber } = this;
    this.areas = Array.from(place, (number, at) => {
      const region = precision[at] !== nearNumber && this.basemap ? this.regionOf(number) : null;
      return { at: at + 1, spot: spot[at], radius: radius[at], near: precision[at] === nearNumber, region };
    });
  }

  get nearNumber() {
    return this.store.meta.precisions.indexOf('near');
  }

  /** The outline of a region by its place's number. */
  regionOf(place) {
    const id = this.store.tables.places.place_id.get(place - 1);
    return id ? this.basemap.regionById.get(id) : null;
  }

  /** Lays everything out for a view; what is painted next is painted for that view. */
  prepare(whole) {
    this.hits = [];
    this.sights = whole.copies().map((view) => {
      const layout = this.layout.of(view);
      return { view, layout, laid: layout.grid ? [] : this.place(view, layout) };
    });
  }

  /** Whether positions are drawn as a grid. */
  get isGrid() {
    return this.sights.some(({ layout }) => layout.grid);
  }

  /** Groups of symbols, each with where it stands. */
  get laid() {
    return this.sights.flatMap(({ laid }) => laid);
  }

  /** Boxes in layer pixels that symbols and lines of movement take up: left, top, right, bottom. */
  get boxes() {
    const symbols = this.laid.map(({ x, y, half }) => [x - half, y - half, x + half, y + half]);
    const movements = this.movements().slice(0, MOST_KEPT_CLEAR);
    const curves = this.sights.flatMap(({ view, laid }) => movements.map((move) => this.curveOf(view, move, laid)));
    return [...symbols, ...curves.filter(Boolean).flatMap(boxesAlong)];
  }

  /** Regions, circles of uncertainty and rings; only regions where positions are drawn as a grid. */
  paintAreas(ctx) {
    const { areas: counts } = this.store.counts;
    for (const { view, layout } of this.sights) {
      let circles = 0;
      for (const area of this.areas) {
        if (!counts[area.at] || !area.spot || (!area.region && (layout.grid || circles > MOST_CIRCLES))) continue;
        if (this.paintArea(ctx, view, area) && !area.region) circles += 1;
      }
    }
  }

  paintArea(ctx, view, area) {
    const { region, near } = area;
    if (region) {
      if (!view.sees(region.box)) return false;
      ctx.beginPath();
      for (const ring of region.rings) trace(ctx, ring, view);
    } else if (!this.circlePath(ctx, view, area)) return false;
    const wide = !region && view.pixels(area.radius, this.positionOf(area.spot).y) > WIDE_CIRCLE;
    fillArea(ctx, seenColour(this.store.types[this.store.counts.areaTypes[area.at]].colour, this.theme), near, wide);
    return true;
  }

  circlePath(ctx, view, { spot, radius }) {
    const { x, y } = this.positionOf(spot);
    const pixels = view.pixels(radius, y);
    const [atX, atY] = [view.x(x), view.y(y)];
    const { min, max } = view.bounds;
    const outside = atX + pixels < min.x || atX - pixels > max.x || atY + pixels < min.y || atY - pixels > max.y;
    if (pixels < 3 || outside) return false;
    ctx.beginPath();
    ctx.arc(atX, atY, pixels, 0, 2 * Math.PI);
    return true;
  }

  /** Unit Mercator coordinates of a position. */
  positionOf(spot) {
    return { x: this.store.spotX[spot] / UNIT, y: this.store.spotY[spot] / UNIT };
  }

  /**
   * The positions to open the map on: all, or, where a few far events would make all others a speck, those of the
   * middle 94 in 100 events from west to east and from north to south. Told as a test of a position.
   */
  mostSpots() {
    const { columns, rows, spotX, spotY } = this.store;
    const step = Math.max(1, Math.floor(rows / 5000));
    const sample = [];
    for (let row = 0; row < rows; row += step) if (columns.spot[row] && !this.store.fail[row]) sample.push(columns.spot[row]);
    const ranges = [spotX, spotY].map((axis) => {
      const sorted = Uint32Array.from(sample, (spot) => axis[spot]).sort();
      const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
      return { axis, low: at(0.03), high: at(0.97), whole: at(1) - at(0) };
    });
    const narrow = ranges.every(({ low, high, whole }) => high - low < whole / 3);
    if (sample.length < 30 || !narrow) return () => true;
    return (spot) => ranges.every(({ axis, low, high }) => axis[spot] >= low && axis[spot] <= high);
  }

  /** Box of all that may be drawn for the events that pass, at the positions wanted, in unit coordinates; null for nothing. */
  extent(wanted) {
    const { spotX, spotY, spotCounts, counts, columns } = this.store;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let spot = 1; spot < spotX.length; spot += 1) {
      if (!spotCounts[spot] || !wanted(spot)) continue;
      const [x, y] = [spotX[spot] / UNIT, spotY[spot] / UNIT];
      widen(box, x, y, x, y);
    }
    for (const area of this.areas) if (counts.areas[area.at] && area.spot && wanted(area.spot)) widen(box, ...this.boxOfArea(area));
    for (const { row, x, y } of this.movements()) if (wanted(columns.spot[row])) widen(box, x, y, x, y);
    return box[0] > box[2] ? null : box;
  }

  boxOfArea({ region, spot, radius }) {
    if (region) return region.box;
    const { x, y } = this.positionOf(spot);
    const reach = metresToUnits(radius, y);
    return [x - reach, y - reach, x + reach, y + reach];
  }

  /** Movements that pass the filters, with where they go in unit coordinates. */
  movements() {
    const { row, lon, lat } = this.store.tables.moves;
    const found = [];
    row.forEach((number, at) => {
      if (!this.store.fail[number]) found.push({ row: number, x: mercatorX(lon[at] / 1e6), y: mercatorY(lat[at] / 1e6) });
    });
    return found;
  }

  /** Movements and symbols, or densities; remembers where everything was drawn. */
  paintEvents(ctx) {
    const movements = this.movements();
    for (const { view, layout, laid } of this.sights) {
      if (layout.grid) this.paintGrid(ctx, view, layout);
      let lines = 0;
      for (const move of movements) if (lines < MOST_LINES && this.paintMovement(ctx, view, move, laid)) lines += 1;
      for (const one of laid) this.paintGroup(ctx, one, layout);
      this.paintMarked(ctx, view);
    }
  }

  /** Where each group in sight stands, and how far its symbols reach. */
  place(view, layout) {
    const laid = [];
    layout.groups.forEach((group, at) => {
      const [x, y] = [Math.round(group.x + view.left), Math.round(group.y + view.top)];
      if (!insideBounds(view.bounds, x, y)) return;
      const reach = groupReach(group.count, this.layout.radius);
      laid.push({ group, at, x, y, reach, half: reach + 1.15 * this.layout.radius + 6 });
    });
    return laid;
  }

  /** A square a cell: its size grows with the number of events, its bands are the layers' shares. */
  paintGrid(ctx, view, layout) {
    const { cell } = this.layout;
    const most = layout.groups.reduce((best, { count }) => Math.max(best, count), 1);
    const halo = this.theme['symbol-halo'];
    layout.groups.forEach((group, at) => {
      const [x, y] = [group.x + view.left, group.y + view.top];
      if (!insideBounds(view.bounds, x, y)) return;
      const side = cell * (0.3 + 0.64 * (Math.log1p(group.count) / Math.log1p(most)));
      ctx.fillStyle = halo;
      ctx.fillRect(x - side / 2 - 1, y - side / 2 - 1, side + 2, side + 2);
      this.paintBands(ctx, group, x - side / 2, y - side / 2, side);
      this.hits.push({ x, y, radius: cell / 2, layout, group: at, row: null });
    });
  }

  /** Layers side by side, each as wide as its share; a band too narrow to be seen is left to its neighbours. */
  paintBands(ctx, { parts, count }, left, top, side) {
    const { layers } = this.store;
    let at = left;
    let open = count;
    parts.forEach((part, layer) => {
      const width = ((left + side - at) * part) / open;
      if (width < 1.2) return;
      ctx.fillStyle = layers[layer].colour;
      ctx.fillRect(at, top, width, side);
      at += width;
      open -= part;
    });
    if (left + side - at > 0.1) ctx.fillRect(at, top, left + side - at, side);
  }

  /** The curve of a movement in layer pixels: from, bent around the middle, to; null where it is out of sight. */
  curveOf(view, { row, x, y }, laid) {
    const spot = this.positionOf(this.store.columns.spot[row]);
    const box = [Math.min(x, spot.x), Math.min(y, spot.y), Math.max(x, spot.x), Math.max(y, spot.y)];
    if (!view.sees(box)) return null;
    const from = [view.x(spot.x), view.y(spot.y)];
    const to = [view.x(x), view.y(y)];
    const middle = [
      (from[0] + to[0]) / 2 + (to[1] - from[1]) * 0.14,
      (from[1] + to[1]) / 2 - (to[0] - from[0]) * 0.14,
    ];
    return { from, middle, to: beforeSymbols(middle, to, laid) };
  }

  /** A curved line from one end to the other with an arrowhead; dashed unless it happened. */
  paintMovement(ctx, view, move, laid) {
    const { row } = move;
    const curve = this.curveOf(view, move, laid);
    if (!curve) return false;
    const { from, middle, to } = curve;
    const dashed = !['happened', 'ongoing'].includes(this.store.statusOf(row));
    drawMovement(ctx, seenColour(this.store.typeOf(row).colour, this.theme), from, middle, to, dashed, this.theme);
    const half = pointOn(curve, 0.5);
    this.hits.push({ x: to[0], y: to[1], radius: 12, row, alone: true });
    this.hits.push({ x: half[0], y: half[1], radius: 10, row, alone: true });
    return true;
  }

  /** Radius of an event's symbol: one for all, unless the map was asked to show numbers by size. */
  radiusOf(row) {
    const { size } = this.store.columns;
    return size ? this.radius * SIZES[size[row]] : this.radius;
  }

  paintGroup(ctx, { group, at, x, y, reach }, layout) {
    const counted = group.count > RING_MAX;
    const { types, meta, columns } = this.store;
    const members = counted ? group.kinds : group.members;
    if (reach) this.paintPlate(ctx, x, y, reach);
    members.forEach((member, turn) => {
      const angle = (2 * Math.PI * turn) / members.length - Math.PI / 2;
      const [atX, atY] = [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
      const type = counted ? member.type : columns.type[member];
      const status = counted ? member.status : columns.status[member];
      const radius = counted ? this.radius : this.radiusOf(member);
      this.stamps.draw(ctx, types[type], meta.statuses[status], atX, atY, radius);
      const wanted = counted ? { type, status } : { row: member };
      this.hits.push({ x: atX, y: atY, radius: radius + 4, layout, group: at, ...wanted });
    });
    if (counted) {
      drawCount(ctx, group.count, x, y, this.radius + 3, this.theme);
      this.hits.push({ x, y, radius: this.radius + 3, layout, group: at });
    }
  }

  /** A disc beneath symbols that share a place, and a dot at the place. */
  paintPlate(ctx, x, y, reach) {
    ctx.save();
    ctx.beginPath();
    ctx.arc(x, y, reach, 0, 2 * Math.PI);
    ctx.fillStyle = this.theme.plate;
    ctx.fill();
    ctx.globalAlpha = 0.55;
    ctx.strokeStyle = this.theme.cluster;
    ctx.lineWidth = 0.8;
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, y, 1.8, 0, 2 * Math.PI);
    ctx.fillStyle = this.theme.cluster;
    ctx.fill();
    ctx.restore();
  }

  /** A ring around the event that is pointed at in the list. */
  paintMarked(ctx, view) {
    const spot = this.marked === null ? 0 : this.store.columns.spot[this.marked];
    if (!spot) return;
    const { x, y } = this.positionOf(spot);
    for (const [width, colour] of [[7, this.theme['symbol-halo']], [3.5, this.theme.accent]]) {
      ctx.beginPath();
      ctx.arc(view.x(x), view.y(y), this.radius * 2.4, 0, 2 * Math.PI);
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.stroke();
    }
  }

  /** What was drawn at a point in layer pixels, the last drawn first; else the area there. */
  hit(point, map) {
    let best = null;
    let least = Infinity;
    for (const hit of this.hits) {
      const distance = Math.hypot(hit.x - point.x, hit.y - point.y);
      if (distance <= hit.radius && distance <= least) [best, least] = [hit, distance];
    }
    return best || this.areaHit(point, map);
  }

  areaHit(point, map) {
    const place = map.layerPointToLatLng(point).wrap();
    const [x, y] = [mercatorX(place.lng), mercatorY(place.lat)];
    const { areas: counts } = this.store.counts;
    const area = this.areas.find((one) => counts[one.at] && one.region && contains(one.region, x, y));
    return area ? { x: point.x, y: point.y, area: area.at } : null;
  }

  /** The events of a hit, and which of them was meant. */
  rowsOf(hit) {
    if (hit.alone) return { rows: [hit.row], at: 0 };
    const { columns } = this.store;
    if (hit.area) return { rows: this.store.visible((row) => columns.area[row] === hit.area), at: 0 };
    const rows = this.layout.rowsOf(hit.layout, hit.group);
    const { type, status, row: wanted } = hit;
    const at = rows.findIndex((row) =>
      type === undefined ? row === wanted : columns.type[row] === type && columns.status[row] === status,
    );
    return { rows, at: Math.max(0, at) };
  }

  /** What a cell of the grid holds, in words; blank for other hits. */
  describe(hit) {
    if (!hit || !hit.layout || !hit.layout.grid) return '';
    const { count, layer, share } = hit.layout.groups[hit.group];
    return `${TEXT.events(count)}. ${this.store.layers[layer].label}: ${Math.round(100 * share)} %`;
  }
}

function insideBounds(bounds, x, y) {
  return x >= bounds.min.x - 40 && x <= bounds.max.x + 40 && y >= bounds.min.y - 40 && y <= bounds.max.y + 40;
}

/** Makes a box [west, north, east, south] take in another. */
function widen(box, west, north, east, south) {
  box[0] = Math.min(box[0], west);
  box[1] = Math.min(box[1], north);
  box[2] = Math.max(box[2], east);
  box[3] = Math.max(box[3], south);
}

/** The end of a line, drawn back to where it meets the symbols that stand there. */
function beforeSymbols(before, end, laid) {
  const there = laid.find(({ x, y, half }) => Math.hypot(x - end[0], y - end[1]) < half);
  if (!there) return end;
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]);
  const share = Math.max(0.3, 1 - there.half / length);
  return [before[0] + (end[0] - before[0]) * share, before[1] + (end[1] - before[1]) * share];
}
