/** Land, borders, waters and names, drawn from the page's own data. */

/**
 * Pairs of countries whose boundary, or a part of it, is disputed: it is drawn dashed. The outlines are Natural Earth's,
 * by who holds the ground, but Crimea with Ukraine (UN General Assembly resolution 68/262); a line inside one country
 * (Northern Cyprus, Somaliland) is a line that somebody holds to be a boundary. No statement of law.
 */
const DISPUTED = new Set(['CN IN', 'EH MA', 'IL PS', 'IN PK', 'RS XK', 'SD SS', 'IL SY']);

/** Whether an arc lies between two sides that do not agree on it. */
function isDisputed(owners) {
  const [one, other] = [...owners].sort();
  return owners.length > 1 && (one === other || DISPUTED.has(`${one} ${other}`));
}

class Basemap {
  /**
   * @param {Map<string, Topology>} topologies by name: countries, waters, admin1/XX
   * @param {object} places columns name, lon, lat (1 / 1000 degree), population; largest first
   * @param {Set<string>} focus ISO codes of the countries that have events
   * @param {boolean} tiles whether online tiles, with names of their own, lie over it
   */
  constructor(topologies, places, focus, tiles) {
    this.focus = focus;
    this.tiles = tiles;
    this.countries = topologies.get('countries');
    this.waters = topologies.get('waters');
    this.regions = [...topologies.keys()].filter((name) => name.startsWith('admin1/')).map((name) => topologies.get(name));
    this.regionById = new Map(this.regions.flatMap((part) => part.features.map((one) => [one.id, one])));
    this.places = Array.from(places.population, (population, at) => ({
      name: places.name.get(at),
      population,
      x: mercatorX(places.lon[at] / 1000),
      y: mercatorY(places.lat[at] / 1000),
    }));
    for (const place of this.places) place.cell = placeCell(place);
    this.lines = this.collectLines();
  }

  /** Border and coast lines with their boxes, gathered once. */
  collectLines() {
    const boxed = (arcs) => arcs.map((line) => ({ line, box: boxOf([line]) }));
    const world = {
      coast: boxed(this.countries.mesh(false)),
      border: boxed(this.countries.meshOf((owners) => owners.length > 1 && !isDisputed(owners))),
      disputed: boxed(this.countries.meshOf(isDisputed)),
    };
    return { ...world, region: boxed(this.regions.flatMap((part) => part.mesh(true))) };
  }

  get hasDisputed() {
    return this.lines.disputed.length > 0;
  }

  /** Draws everything but the names. */
  paint(ctx, whole, theme) {
    ctx.fillStyle = theme.sea;
    const { min, max } = whole.bounds;
    ctx.fillRect(min.x, min.y, max.x - min.x, max.y - min.y);
    ctx.lineJoin = 'round';
    for (const view of whole.copies()) {
      this.paintLand(ctx, view, theme);
      this.paintWaters(ctx, view, theme);
      this.paintLines(ctx, view, theme);
    }
  }

  paintLand(ctx, view, theme) {
    for (const country of this.countries.features) {
      if (!view.sees(country.box)) continue;
      ctx.fillStyle = this.focus.has(country.id) ? theme['land-focus'] : theme.land;
      fillRings(ctx, country.rings, view);
    }
    ctx.fillStyle = theme['land-focus'];
    for (const part of this.regions) {
      for (const region of part.features) if (view.sees(region.box)) fillRings(ctx, region.rings, view);
    }
  }

  paintWaters(ctx, view, theme) {
    ctx.fillStyle = theme.lake;
    ctx.strokeStyle = theme.river;
    ctx.lineWidth = view.zoom < 5 ? 0.6 : 1.1;
    for (const water of this.waters.features) {
      if (!view.sees(water.box) || (water.lines.length && view.zoom < 3)) continue;
      if (water.rings.length) fillRings(ctx, water.rings, view);
      else strokeLines(ctx, water.lines, view);
    }
  }

  paintLines(ctx, view, theme) {
    const draw = (lines, colour, width, dash = []) => {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.setLineDash(dash);
      strokeLines(ctx, lines.filter(({ box }) => view.sees(box)).map(({ line }) => line), view);
    };
    draw(this.lines.coast, theme.coast, 0.8);
    if (view.zoom >= 4) draw(this.lines.region, theme.region, view.zoom < 6 ? 0.6 : 0.9, [3, 2]);
    draw(this.lines.border, theme.border, view.zoom < 4 ? 0.7 : 1.3);
    draw(this.lines.disputed, theme.disputed, view.zoom < 4 ? 0.9 : 1.5, [5, 3]);
    ctx.setLineDash([]);
  }

  /**
   * Draws names, the most important first, none over another or over an obstacle.
   * @param {Array<[number, number, number, number]>} obstacles boxes in layer pixels: left, top, right, bottom
   * @param {Array<{name: string, x: number, y: number, gap: number}>} named places of events, the first named
   */
  paintLabels(ctx, whole, theme, obstacles, named) {
    const room = new Room(obstacles);
    const labels = new LabelPainter(ctx, theme, room, whole.seen);
    const drawn = new Set(named.map(placeCell));
    for (const view of whole.copies()) {
      if (view.zoom >= 3) this.labelPlaces(labels, view, named);
      if (this.tiles) continue;
      if (view.zoom <= 7) this.labelCountries(labels, view);
      const least = leastPopulation(view.zoom);
      this.labelPlaces(labels, view, this.places.filter((place) => place.population >= least && !drawn.has(place.cell)));
      if (view.zoom >= 6) this.labelRegions(labels, view, new Set(named.map((one) => one.name)));
    }
    labels.use(ctx.font, '0px');
  }

  labelCountries(labels, view) {
    for (const country of this.countries.features) {
      if (!view.sees(country.box) || !country.properties.name) continue;
      const [x, y] = labelPoint(country);
      const width = labelRoom(country, view);
      labels.centred(country.properties.name.toUpperCase(), view.x(x), view.y(y), width, 'label-country', 11);
    }
  }

  /** Names regions, but those that bear an event place's name. */
  labelRegions(labels, view, taken) {
    for (const region of this.regionById.values()) {
      const { name } = region.properties;
      if (!view.sees(region.box) || !name || taken.has(name)) continue;
      const [x, y] = labelPoint(region);
      const width = labelRoom(region, view);
      labels.centred(name, view.x(x), view.y(y), width, 'label-region', 11);
    }
  }

  /** Names places in the order given; one that lies too close to an earlier one (a city's district) has none. */
  labelPlaces(labels, view, places) {
    for (const place of places) {
      if (place.x < view.box[0] || place.x > view.box[2] || place.y < view.box[1] || place.y > view.box[3]) continue;
      const apart = labels.apart(view.x(place.x), view.y(place.y));
      if (!apart && !place.gap) continue;
      labels.beside(place.name, view.x(place.x), view.y(place.y), placeSize(place), place.gap);
    }
  }
}

/** A key that places of one position share. */
const placeCell = ({ x, y }) => Math.round(x * 1e4) * 1e5 + Math.round(y * 1e4);

/** Fewest inhabitants of a place that is named at a zoom. */
function leastPopulation(zoom) {
  if (zoom < 3) return Infinity;
  const steps = [3e6, 1e6, 3e5, 1e5, 4e4, 1.5e4, 6e3, 2e3, 500, 0];
  return steps[Math.min(Math.floor(zoom) - 3, steps.length - 1)];
}

function placeSize({ gap, population }) {
  if (gap) return 13;
  if (population >= 1e6) return 12.5;
  return population >= 1e5 ? 11.5 : 10.5;
}

/** The ring with the most corners, as a rule the mainland's, and its box; found once. */
function mainland(feature) {
  if (!feature.mainland) {
    const ring = feature.rings.reduce((best, one) => (one.length > best.length ? one : best), feature.rings[0]);
    feature.mainland = boxOf([ring]);
  }
  return feature.mainland;
}

/** Where a region's name stands: the point its data gives, else the middle of its mainland. */
function labelPoint(feature) {
  const given = feature.properties.label;
  if (Array.isArray(given)) return [mercatorX(given[0]), mercatorY(given[1])];
  const [west, north, east, south] = mainland(feature);
  return [(west + east) / 2, (north + south) / 2];
}

/** Pixels from west to east of a region's mainland: what its name must fit into. */
function labelRoom(feature, view) {
  const [west, , east] = mainland(feature);
  return (east - west) * view.size;
}

function fillRings(ctx, rings, view) {
  ctx.beginPath();
  for (const ring of rings) trace(ctx, ring, view);
  ctx.fill('evenodd');
}

function strokeLines(ctx, lines, view) {
  ctx.beginPath();
  for (const line of lines) trace(ctx, line, view);
  ctx.stroke();
}

/** Boxes that are taken, in a coarse grid so that a look-up is quick. */
class Room {
  constructor(boxes) {
    this.cells = new Map();
    for (const box of boxes) this.take(box);
  }

  take(box) {
    const [left, top, right, bottom] = box.map((side) => Math.floor(side / 64));
    for (let column = left; column <= right; column += 1) {
      for (let row = top; row <= bottom; row += 1) {
        const key = column * 65536 + row;
        const taken = this.cells.get(key);
        if (taken) taken.push(box);
        else this.cells.set(key, [box]);
      }
    }
  }

  free(box) {
    const [left, top, right, bottom] = box;
    const [lastColumn, lastRow] = [Math.floor(right / 64), Math.floor(bottom / 64)];
    for (let column = Math.floor(left / 64); column <= lastColumn; column += 1) {
      for (let row = Math.floor(top / 64); row <= lastRow; row += 1) {
        const cell = this.cells.get(column * 65536 + row);
        if (cell && cell.some((taken) => left < taken[2] && right > taken[0] && top < taken[3] && bottom > taken[1])) return false;
      }
    }
    return true;
  }
}

/** Widths of texts by font and spacing, for to measure one costs more than to draw it. */
const textWidths = new Map();

/** Writes names with a halo where there is room. */
class LabelPainter {
  constructor(ctx, theme, room, seen) {
    Object.assign(this, { ctx, theme, room, seen });
    this.dots = new Room([]);
    ctx.lineJoin = 'round';
    ctx.textBaseline = 'middle';
  }

  /** Whether a dot stands clear of all earlier ones; takes its place if so. */
  apart(x, y) {
    const box = [x - 12, y - 12, x + 12, y + 12];
    const free = this.dots.free(box);
    if (free) this.dots.take(box);
    return free;
  }

  write(text, x, y, colour) {
    this.ctx.strokeStyle = this.theme['label-halo'];
    this.ctx.lineWidth = 3;
    this.ctx.strokeText(text, x, y);
    this.ctx.fillStyle = colour;
    this.ctx.fillText(text, x, y);
  }

  /** Chooses a font and the space between letters; to set them anew is dear. */
  use(font, spacing) {
    if (this.font === font && this.spacing === spacing) return;
    Object.assign(this, { font, spacing });
    this.ctx.font = font;
    if ('letterSpacing' in this.ctx) this.ctx.letterSpacing = spacing;
  }

  widthOf(text, font, spacing) {
    const key = `${font} ${spacing} ${text}`;
    let width = textWidths.get(key);
    if (width !== undefined) return width;
    this.use(font, spacing);
    width = this.ctx.measureText(text).width;
    textWidths.set(key, width);
    return width;
  }

  /** A name centred on a point, where it fits into `width`. */
  centred(text, x, y, width, colour, unscaled) {
    const size = unscaled * this.theme.scale;
    const font = `${colour === 'label-region' ? 'italic ' : ''}500 ${size}px ${this.theme.font}`;
    const spacing = colour === 'label-country' ? '1.5px' : '0.3px';
    const half = this.widthOf(text, font, spacing) / 2;
    const box = [x - half - 2, y - size / 2 - 2, x + half + 2, y + size / 2 + 2];
    if (2 * half >= width * 1.1 || !this.room.free(box)) return;
    this.room.take(box);
    this.use(font, spacing);
    this.ctx.textAlign = 'center';
    this.write(text, x, y, this.theme[colour]);
  }

  /**
   * A name beside a dot, or beside symbols that reach `symbols` pixels: right, left, below or above, as is free, and
   * rather where all of it is seen.
   */
  beside(text, x, y, unscaled, symbols = 0) {
    const size = unscaled * this.theme.scale;
    const font = `${symbols ? 600 : 400} ${size}px ${this.theme.font}`;
    const width = this.widthOf(text, font, '0px');
    const half = size / 2 + 1;
    const gap = symbols ? symbols + 1.5 : 5; // symbols lie at whole pixels, names do not
    const sides = [
      ['left', x + gap, y, 0],
      ['right', x - gap, y, width],
      ['center', x, y + gap + half, width / 2],
      ['center', x, y - gap - half, width / 2],
    ];
    const choices = sides
      .map(([align, atX, atY, before]) => ({ align, atX, atY, box: [atX - before - 1, atY - half, atX - before + width + 1, atY + half] }))
      .filter(({ box }) => this.room.free(box));
    const choice = choices.find(({ box }) => this.isSeen(box)) || choices[0];
    if (!choice) return;
    this.room.take(choice.box);
    if (!symbols) this.dot(x, y);
    this.use(font, '0px');
    this.ctx.textAlign = choice.align;
    this.write(text, choice.atX, choice.atY, this.theme.label);
  }

  isSeen([left, top, right, bottom]) {
    return left >= this.seen[0] && top >= this.seen[1] && right <= this.seen[2] && bottom <= this.seen[3];
  }

  dot(x, y) {
    this.ctx.beginPath();
    this.ctx.arc(x, y, 2, 0, 2 * Math.PI);
    this.ctx.strokeStyle = this.theme['label-halo'];
    this.ctx.lineWidth = 2;
    this.ctx.stroke();
    this.ctx.fillStyle = this.theme.label;
    this.ctx.fill();
  }
}
