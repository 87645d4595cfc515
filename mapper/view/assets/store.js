/** The events: numbers in typed arrays, which of them pass the filters, and their text, inflated when it is asked for. */

const TIME_BIT = 1;
const WORDS_BIT = 2;
const CHOSEN_BIT = 4;
const FIRST_FACET_BIT = 8;

class Store {
  /**
   * @param {string} id of the layer, the prefix of its data blocks
   * @param {object} meta
   * @param {object} columns typed arrays, one value an event
   * @param {object} tables what columns point into: places, spots, areas, moves, sources
   */
  constructor(id, meta, columns, tables) {
    Object.assign(this, { id, meta, columns, tables, rows: meta.rows });
    this.types = meta.types.map(([typeId, layer, label, colour, symbol, ours]) => ({
      id: typeId, layer, colour, symbol,
      get label() { return ours ? named({ [typeId]: label, ...TEXT.types }, typeId) : label; },
    }));
    this.typeNumber = new Map(this.types.map((type, at) => [type.id, at]));
    this.layers = meta.layers.map(([layerId, label, colour, ours]) => ({
      id: layerId, colour,
      get label() { return ours ? named({ [layerId]: label, ...TEXT.layerNames }, layerId) : label; },
    }));
    const layerNumber = new Map(this.layers.map((layer, at) => [layer.id, at]));
    this.layerOfType = Uint8Array.from(this.types, (type) => layerNumber.get(type.layer));
    this.facets = makeFacets(this);
    /** One bit for each filter that an event does not pass; 0: it is shown. */
    this.fail = new Uint16Array(this.rows);
    this.days = null;
    this.window = null;
    this.words = '';
    this.chosen = null;
    /** Rows that the window of days lets pass, as ranges [first, last): nothing outside them need be looked at. */
    this.ranges = [[0, this.rows]];
    this.dirty = new Set();
    this.chunks = new Map();
    this.listeners = [];
    this.pending = 0;
    /** Grows with each change of what passes the filters; the second one not with changes of the window of days. */
    this.version = 0;
    this.timelessVersion = 0;
    this.places = new Map();
    this.findSpots();
    this.findDays();
    this.later = new Later();
    this.count();
  }

  /** Positions in unit Mercator times 2^32, from 1; from west to east. */
  findSpots() {
    const { lon, lat } = this.tables.spots;
    this.spotX = new Uint32Array(lon.length + 1);
    this.spotY = new Uint32Array(lon.length + 1);
    for (let spot = 1; spot < this.spotX.length; spot += 1) {
      this.spotX[spot] = Math.min(mercatorX(lon[spot - 1] / 1e6) * UNIT, UNIT - 1);
      this.spotY[spot] = mercatorY(lat[spot - 1] / 1e6) * UNIT;
    }
  }

  /** First and last day of all events (null where none has a date), and which rows have one. */
  findDays() {
    const { day, dayEnd } = this.columns;
    this.dated = lowerBound(day, this.rows, (value) => value === this.meta.nodata);
    this.long = [];
    let last = this.dated ? day[this.dated - 1] : 0;
    for (let row = 0; row < this.dated; row += 1) {
      if (dayEnd[row] <= day[row]) continue;
      this.long.push(row);
      if (dayEnd[row] > last) last = dayEnd[row];
    }
    this.days = this.dated ? [day[0], last] : null;
  }

  /** Asks to be told of changes: `now` in the frame of the change, `later` when the page has time for it. */
  onChange(now, later = null) {
    this.listeners.push({ now, later });
  }

  /** Marks a filter as changed; it is applied once a frame however many changes there are. */
  touch(...names) {
    for (const name of names) this.dirty.add(name);
    if (!this.pending) this.pending = requestAnimationFrame(() => this.flush());
  }

  /** Applies the filters that changed, now. */
  flush() {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    for (const name of this.dirty) this.apply(name);
    this.version += 1;
    if (this.dirty.size > Number(this.dirty.has('time'))) this.timelessVersion += 1;
    this.dirty.clear();
    this.count();
    for (const { now } of this.listeners) if (now) now();
    for (const { later } of this.listeners) if (later) this.later.add(later);
  }

  apply(name) {
    if (name === 'time') this.applyTime();
    else if (name === 'words') this.applyMarks(WORDS_BIT, this.wordMarks);
    else if (name === 'chosen') this.applyMarks(CHOSEN_BIT, this.chosen);
    else this.applyFacet(this.facets.get(name));
  }

  applyFacet({ bit, column, allowed }) {
    const marks = allowed.map((one) => Number(!one));
    const keep = ~bit;
    const { fail, rows } = this;
    const bits = Uint16Array.from(marks, (one) => one * bit);
    for (let row = 0; row < rows; row += 1) fail[row] = (fail[row] & keep) | bits[column[row]];
  }

  /** Takes the rows of the last window out, and those of the window that is wanted now in. */
  applyTime() {
    const { fail } = this;
    for (const [first, last] of this.ranges) for (let row = first; row < last; row += 1) fail[row] |= TIME_BIT;
    this.ranges = this.rangesOf(this.window);
    for (const [first, last] of this.ranges) for (let row = first; row < last; row += 1) fail[row] &= ~TIME_BIT;
  }

  /** Rows lie in the order of their first days: those that begin in a window are a range; long ones may reach into it. */
  rangesOf(window) {
    if (!window) return [[0, this.rows]];
    const [from, to] = window;
    const { day, dayEnd } = this.columns;
    const low = lowerBound(day, this.dated, (value) => value >= from);
    const high = lowerBound(day, this.dated, (value) => value > to);
    const ranges = [];
    for (const row of this.long) {
      if (row >= low) break;
      if (dayEnd[row] >= from) ranges.push([row, row + 1]);
    }
    return [...ranges, [low, high]];
  }

  /** Sets a bit from one mark an event; without marks all pass. */
  applyMarks(bit, marks) {
    const { fail, rows } = this;
    for (let row = 0; row < rows; row += 1) {
      if (!marks || marks[row]) fail[row] &= ~bit;
      else fail[row] |= bit;
    }
  }

  /** Counts what passes: in all, by area with the type of its last event, and, when it is asked for, by position. */
  count() {
    const { fail, columns, tables } = this;
    const { spot, area, type } = columns;
    const areas = new Uint32Array(tables.areas.place.length + 1);
    const areaTypes = new Uint8Array(areas.length);
    let all = 0;
    let away = 0;
    for (const [first, last] of this.ranges) {
      for (let row = first; row < last; row += 1) {
        if (fail[row]) continue;
        all += 1;
        if (!spot[row]) away += 1;
        const at = area[row];
        if (!at) continue;
        areas[at] += 1;
        areaTypes[at] = type[row];
      }
    }
    this.counts = { areas, areaTypes };
    this.shown = { all, away };
    this.bySpot = null;
  }

  /** How many events that pass the filters each position has; at 0 those without one. */
  get spotCounts() {
    if (this.bySpot) return this.bySpot;
    const { fail } = this;
    const { spot } = this.columns;
    const counts = new Uint32Array(this.spotX.length);
    for (const [first, last] of this.ranges) {
      for (let row = first; row < last; row += 1) if (!fail[row]) counts[spot[row]] += 1;
    }
    this.bySpot = counts;
    return counts;
  }

  /** Shows the events of a window of days only; null for all. */
  setWindow(days) {
    this.window = days;
    this.touch('time');
  }

  /** Shows some events only, given as their rows; null for all. */
  choose(rows) {
    this.chosen = rows && new Uint8Array(this.rows);
    for (const row of rows || []) this.chosen[row] = 1;
    this.touch('chosen');
  }

  /** Rows that pass the filters and a further test. */
  visible(test = () => true) {
    const rows = [];
    for (const [first, last] of this.ranges) {
      for (let row = first; row < last; row += 1) if (!this.fail[row] && test(row)) rows.push(row);
    }
    return rows;
  }

  /** All rows that pass, the latest first, those without a date last. */
  newestFirst() {
    const rows = new Uint32Array(this.shown.all);
    let at = 0;
    for (const [first, last] of [...this.ranges].reverse()) {
      for (let row = Math.min(last, this.dated) - 1; row >= first; row -= 1) if (!this.fail[row]) rows[at++] = row;
    }
    if (!this.window) for (let row = this.dated; row < this.rows; row += 1) if (!this.fail[row]) rows[at++] = row;
    return rows;
  }

  /** Whether no filter but some narrows the events. */
  isWhole(except = 0) {
    for (const facet of this.facets.values()) if (!facet.isWhole() && facet.bit !== except) return false;
    return !this.window && !this.words && !this.chosen;
  }

  /** Takes all filters back. */
  reset() {
    for (const facet of this.facets.values()) facet.allowed.fill(1);
    Object.assign(this, { window: null, words: '', wordMarks: null, chosen: null });
    this.touch('time', 'words', 'chosen', ...this.facets.keys());
  }

  located(row) {
    return this.columns.spot[row] > 0;
  }

  typeOf(row) {
    return this.types[this.columns.type[row]];
  }

  statusOf(row) {
    return this.meta.statuses[this.columns.status[row]];
  }

  precisionOf(row) {
    return this.meta.precisions[this.columns.precision[row]];
  }

  countryOf(row) {
    return this.meta.words.countries[this.columns.country[row] - 1] || '';
  }

  /** What the table has of a place, by its number: id, name, kind, admin1, admin2, country. */
  place(number) {
    if (!this.places.has(number)) {
      const { places } = this.tables;
      const of = (name) => places[name].get(number - 1);
      this.places.set(number, {
        place_id: of('place_id'), place_name: of('place_name'), place_kind: of('place_kind'),
        admin1: of('admin1'), admin2: of('admin2'), country: of('country'),
      });
    }
    return this.places.get(number);
  }

  placeOf(row) {
    return this.place(this.columns.place[row]);
  }

  sourceOf(row) {
    return this.tables.sources.name.get(this.columns.source[row] - 1);
  }

  /** Where an event without a place on the map belongs: a wide area, a country, or nothing. */
  homeOf(row) {
    if (this.columns.area[row]) {
      const { place_id: id, place_name: name } = this.placeOf(row);
      return { key: `area ${id}`, name };
    }
    const country = this.countryOf(row);
    return { key: country, name: country ? countryName(country) : TEXT.noPlace };
  }

  /** Chunk of columns by number; the last few that were inflated are kept. */
  chunk(number) {
    if (!this.chunks.has(number)) {
      this.chunks.set(number, this.readChunk(number));
      if (this.chunks.size > 24) this.chunks.delete(this.chunks.keys().next().value);
    }
    return this.chunks.get(number);
  }

  /** Inflates a chunk; waits for the page where it is not wholly there yet. */
  async readChunk(number) {
    if (document.readyState === 'loading' && !block(this.id, `text${number + 1}`)) await documentRead();
    return inflateColumns(block(this.id, `text${number}`));
  }

  /** All text of one event. */
  async texts(row) {
    const size = this.meta.chunk;
    return new EventText(this, row, await this.chunk(Math.floor(row / size)), row % size);
  }
}

const UNIT = 2 ** 32;

/** The first index below `length` at which a test holds, where it holds for all that follow; else `length`. */
function lowerBound(values, length, test) {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(values[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

function documentRead() {
  return new Promise((done) => document.addEventListener('DOMContentLoaded', done, { once: true }));
}

/** Work that can wait, until filters have been still for so many milliseconds. */
const STILL_MS = 70;

/** Work that can wait: each piece in a task of its own, so that the page stays quick; each at most once in the queue. */
class Later {
  constructor() {
    this.queue = new Set();
    this.waiting = [];
    this.timer = 0;
  }

  add(work) {
    this.queue.delete(work);
    this.queue.add(work);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.next(), STILL_MS);
  }

  next() {
    const [work] = this.queue;
    if (work) {
      this.queue.delete(work);
      work();
    }
    clearTimeout(this.timer);
    if (this.queue.size) this.timer = setTimeout(() => this.next());
    else this.waiting.splice(0).forEach((done) => done());
  }

  /** Resolves when nothing is left to do. */
  settled() {
    return this.queue.size ? new Promise((done) => this.waiting.push(done)) : Promise.resolve();
  }
}
