/** Events that the page does not hold but counts, by square (or region, or country), days and type: a ground of densities. */

/** Squares are drawn together until they are so many pixels wide. */
const LEAST_SQUARE = 6;
/** So many places are listed in the panel, those of most events first. */
const LISTED_PLACES = 40;

class Overview {
  /**
   * @param {Store} store
   * @param {object} counts columns place, day, type, count; by rising days, those without a date last
   * @param {object} places columns lon, lat (microdegrees), region, country
   */
  constructor(store, counts, places) {
    const { nodata, counted } = store.meta;
    Object.assign(this, { store, counts, places, info: counted, side: counted.side / 360, version: -1, blocks: new Map() });
    this.rows = counts.day.length;
    this.dated = lowerBound(counts.day, this.rows, (value) => value === nodata);
    this.squares = Array.from(places.lon, (lon, at) => (lon === nodata ? null : this.square(lon / 1e6, places.lat[at] / 1e6)));
    if (this.dated) this.widenDays(store);
  }

  /** A square in unit Mercator coordinates: its middle, and left, top, right, bottom. */
  square(longitude, latitude) {
    const half = this.info.side / 2;
    const [x, y] = [mercatorX(longitude), mercatorY(latitude)];
    const box = [x - this.side / 2, mercatorY(latitude + half), x + this.side / 2, mercatorY(latitude - half)];
    return { x, y, box };
  }

  /** The histogram spans the counted days too, but for the first two in a hundred events, which may be mistakes. */
  widenDays(store) {
    const { day, count } = this.counts;
    let left = 0.02 * (this.info.total + store.dated);
    let row = 0;
    while (row < this.dated - 1 && left > count[row]) left -= count[row++];
    const last = Math.max(store.days ? store.days[1] : day[this.dated - 1], day[this.dated - 1]);
    store.days = [last - day[row] < (last - day[0]) / 3 ? day[row] : day[0], last];
  }

  /** Whether the filters are such that counts can tell what passes: types and days. */
  get tells() {
    const { store } = this;
    const narrow = [...store.facets.values()].some((facet) => facet.name !== 'type' && !facet.isWhole());
    return !store.words && !store.chosen && !narrow;
  }

  /** Rows of the window of days, as a range; none where other filters narrow. */
  range() {
    const { day } = this.counts;
    const { window: days } = this.store;
    if (!this.tells) return [0, 0];
    if (!days) return [0, this.rows];
    const first = days[0] <= this.store.days[0] ? 0 : lowerBound(day, this.dated, (value) => value >= days[0]);
    return [first, lowerBound(day, this.dated, (value) => value > days[1])];
  }

  /** Events that pass: in all, by place and layer, and by type; counted anew when the filters have changed. */
  tally() {
    const { store, counts } = this;
    if (this.version === store.version) return this.found;
    this.version = store.version;
    this.blocks.clear();
    const layers = store.layers.length;
    const { allowed } = store.facets.get('type');
    const found = {
      all: 0, places: new Uint32Array(this.squares.length * layers), sums: new Uint32Array(this.squares.length),
      types: new Uint32Array(store.types.length),
    };
    const { place, type, count } = counts;
    const { places, sums, types } = found;
    const { layerOfType } = store;
    const [first, last] = this.range();
    for (let row = first; row < last; row += 1) {
      types[type[row]] += count[row];
      if (!allowed[type[row]]) continue;
      places[place[row] * layers + layerOfType[type[row]]] += count[row];
      sums[place[row]] += count[row];
      found.all += count[row];
    }
    this.found = found;
    return found;
  }

  /** Events of a place that pass. */
  countOf(place) {
    return this.tally().sums[place];
  }

  /** Squares as they are drawn where the world has `size` pixels: where they would be too small, several together. */
  drawn(size) {
    this.tally();
    const times = 2 ** Math.max(0, Math.ceil(Math.log2(LEAST_SQUARE / (size * this.side))));
    if (!this.blocks.has(times)) this.blocks.set(times, this.makeBlocks(times));
    return this.blocks.get(times);
  }

  makeBlocks(times) {
    const layers = this.store.layers.length;
    const step = this.side * times;
    const blocks = new Map();
    this.squares.forEach((square, at) => {
      if (!square || !this.countOf(at)) return;
      const [column, row] = [Math.floor(square.x / step), Math.floor(square.y / step)];
      const key = times > 1 ? cellKey(column, row) : at;
      const box = times > 1 ? [column * step, row * step, (column + 1) * step, (row + 1) * step] : square.box;
      const block = blocks.get(key) || { box, count: 0, parts: new Uint32Array(layers), places: [] };
      for (let layer = 0; layer < layers; layer += 1) block.parts[layer] += this.found.places[at * layers + layer];
      block.count += this.countOf(at);
      block.places.push(at);
      blocks.set(key, block);
    });
    return [...blocks.values()];
  }

  /** Fills each square in the colour of its commonest layer, the more events the stronger. */
  paint(ctx, whole, theme) {
    const blocks = this.drawn(whole.size);
    const most = blocks.reduce((best, { count }) => Math.max(best, count), 1);
    ctx.save();
    for (const view of whole.copies()) {
      for (const { box, count, parts } of blocks) {
        if (!view.sees(box)) continue;
        const [left, top, right, bottom] = [view.x(box[0]), view.y(box[1]), view.x(box[2]), view.y(box[3])].map(Math.round);
        const commonest = parts.indexOf(Math.max(...parts));
        ctx.globalAlpha = 0.12 + 0.5 * (Math.log1p(count) / Math.log1p(most));
        ctx.fillStyle = seenColour(this.store.layers[commonest].colour, theme);
        ctx.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
      }
    }
    ctx.restore();
  }

  /** Places whose square is drawn at a point in unit coordinates. */
  placesAt(x, y, size) {
    const block = this.drawn(size).find(({ box }) => x >= box[0] && x < box[2] && y >= box[1] && y < box[3]);
    return block ? block.places : null;
  }

  /** The places of most events that pass, with their names. */
  largest() {
    const counts = this.squares.map((_, place) => ({ place, count: this.countOf(place) })).filter(({ count }) => count);
    return counts.sort((a, b) => b.count - a.count || a.place - b.place).slice(0, LISTED_PLACES);
  }

  /** A region's, a country's, or, for a square, the largest named place's name that is near. */
  nameOf(place, named) {
    const square = this.squares[place];
    const [region, country] = ['region', 'country'].map((name) => this.places[name].get(place));
    if (!square) return [region, country && countryName(country)].filter(Boolean).join(', ') || TEXT.noPlace;
    const near = named.find(({ x, y }) => Math.abs(x - square.x) < this.side && Math.abs(y - square.y) < this.side);
    const { lon, lat } = this.places;
    return near ? TEXT.around(near.name) : `${(lat[place] / 1e6).toFixed(1)}°, ${(lon[place] / 1e6).toFixed(1)}°`;
  }

  /** Events of some places by type, the commonest first. */
  typesOf(places) {
    const wanted = new Set(places);
    const { place, type, count } = this.counts;
    const { allowed } = this.store.facets.get('type');
    const sums = new Map();
    const [first, last] = this.range();
    for (let row = first; row < last; row += 1) {
      if (allowed[type[row]] && wanted.has(place[row])) sums.set(type[row], (sums.get(type[row]) || 0) + count[row]);
    }
    return [...sums].sort((a, b) => b[1] - a[1]);
  }

  /** Adds the counts of each bar and layer of a histogram to its own. */
  addTo(counts, edges, layers) {
    const { day, type, count } = this.counts;
    const { layerOfType } = this.store;
    const { allowed } = this.store.facets.get('type');
    const end = this.tells ? this.dated : 0;
    let bin = 0;
    for (let row = 0; row < end; row += 1) {
      while (bin < edges.length - 2 && day[row] >= edges[bin + 1]) bin += 1;
      if (allowed[type[row]]) counts[bin * layers + layerOfType[type[row]]] += count[row];
    }
  }
}

/** What is counted somewhere, as a card. */
class CountCard {
  /**
   * @param {object} page the map's controller
   * @param {number[]} places of its overview
   */
  constructor(page, places) {
    const { overview, store } = page;
    const types = overview.typesOf(places);
    const sum = types.reduce((all, [, count]) => all + count, 0);
    const named = page.basemap ? page.basemap.places : [];
    const head = make('header', 'em-card-head', make('div', '', make('h2', '', TEXT.events(sum)), make('p', 'em-card-status', TEXT.countedOnly)));
    const facts = make('dl', 'em-facts');
    for (const [type, count] of types) facts.append(make('dt', '', writtenCount(count)), make('dd', '', store.types[type].label));
    const body = make('div', 'em-card-body', make('p', 'em-note', overview.nameOf(places[0], named)), facts);
    body.tabIndex = 0;
    this.element = make('article', 'em-card', head, body);
    this.element.setAttribute('aria-label', TEXT.countedOnly);
    this.ready = Promise.resolve();
  }
}
