/** The events: numbers in typed arrays, text inflated chunk by chunk, and which of them pass the filters. */

/** Areas with a greater radius (continents) and no outline are listed, not drawn. */
const WIDEST_AREA_M = 1.2e6;

class Store {
  constructor(id, meta, columns) {
    this.id = id;
    this.meta = meta;
    this.rows = meta.rows;
    this.columns = columns;
    this.types = meta.types.map(([typeId, layer, label, colour, symbol]) => ({
      id: typeId, layer, label, colour, symbol,
    }));
    this.typeNumber = new Map(this.types.map((type, at) => [type.id, at]));
    this.layers = meta.layers.map(([layerId, label, colour]) => ({ id: layerId, label, colour }));
    this.filter = {
      types: new Uint8Array(this.types.length).fill(1),
      statuses: new Uint8Array(meta.statuses.length).fill(1),
      days: null,
      words: null,
    };
    this.mask = new Uint8Array(this.rows).fill(1);
    this.chunks = new Map();
    this.listeners = [];
    this.pending = 0;
    /** Grows with each change of what passes the filters. */
    this.version = 0;
    this.findSpots();
    this.findDays();
  }

  /** Numbers each distinct position, so that events at one place are found together. */
  findSpots() {
    const { lon, lat } = this.columns;
    const numbers = new Map();
    this.spot = new Int32Array(this.rows).fill(-1);
    this.spots = [];
    for (let row = 0; row < this.rows; row += 1) {
      if (lon[row] === this.meta.nodata || this.tooWide(row)) continue;
      const key = lon[row] * 1e9 + lat[row];
      if (!numbers.has(key)) {
        numbers.set(key, this.spots.length);
        this.spots.push({ x: mercatorX(lon[row] / 1e6), y: mercatorY(lat[row] / 1e6) });
      }
      this.spot[row] = numbers.get(key);
    }
  }

  tooWide(row) {
    return this.precisionOf(row) === 'area' && this.columns.radius[row] > WIDEST_AREA_M;
  }

  /** First and last day of all events; null where none has a date. */
  findDays() {
    const { day, dayEnd } = this.columns;
    let first = Infinity;
    let last = -Infinity;
    for (let row = 0; row < this.rows; row += 1) {
      if (day[row] === this.meta.nodata) continue;
      if (day[row] < first) first = day[row];
      const end = dayEnd[row] === this.meta.nodata ? day[row] : dayEnd[row];
      if (end > last) last = end;
    }
    this.days = first <= last ? [first, last] : null;
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  /** Changes filters and tells everyone, once per frame however many changes there are. */
  setFilter(changes) {
    Object.assign(this.filter, changes);
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => this.flush());
  }

  /** Applies the filters now. */
  flush() {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    this.mask = this.passing(true);
    this.version += 1;
    for (const listener of this.listeners) listener();
  }

  /** One byte an event: whether it passes the filters, with or without the time window. */
  passing(inTime) {
    const { type, status } = this.columns;
    const { types, statuses, words } = this.filter;
    const days = inTime ? this.filter.days : null;
    const mask = new Uint8Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      mask[row] = types[type[row]] && statuses[status[row]] && (!words || words[row]) && (!days || this.within(row, days));
    }
    return mask;
  }

  within(row, [from, to]) {
    const { day, dayEnd } = this.columns;
    if (day[row] === this.meta.nodata) return 0;
    const end = dayEnd[row] === this.meta.nodata ? day[row] : dayEnd[row];
    return Number(day[row] <= to && end >= from);
  }

  /** Rows that pass the filters and a further test. */
  visible(test = () => true) {
    const rows = [];
    for (let row = 0; row < this.rows; row += 1) if (this.mask[row] && test(row)) rows.push(row);
    return rows;
  }

  located(row) {
    return this.spot[row] >= 0;
  }

  /** How many events have each value of a column of small numbers. */
  tally(column, size) {
    const counts = new Uint32Array(size);
    for (const value of this.columns[column]) counts[value] += 1;
    return counts;
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
    return this.meta.countries[this.columns.country[row] - 1] || '';
  }

  /** Id and name of the region or area that an event lies somewhere in; undefined for none. */
  areaOf(row) {
    return this.meta.areas[this.columns.area[row] - 1];
  }

  /** Where an event without a place on the map belongs: a wide area, a country, or nothing. */
  homeOf(row) {
    const area = this.tooWide(row) && this.areaOf(row);
    if (area) return { key: `area ${area[0]}`, name: area[1] };
    const country = this.countryOf(row);
    return { key: country, name: country ? countryName(country) : TEXT.noPlace };
  }

  /** Chunk of text columns by number; inflated at most once. */
  chunk(number) {
    if (!this.chunks.has(number)) this.chunks.set(number, inflateJson(block(this.id, `text${number}`)));
    return this.chunks.get(number);
  }

  /** All text of one event. */
  async texts(row) {
    const size = this.meta.chunk;
    const chunk = await this.chunk(Math.floor(row / size));
    return Object.fromEntries(Object.entries(chunk).map(([name, values]) => [name, values[row % size]]));
  }

  /** Keeps the events whose text has all the words; an empty search keeps all. */
  async search(text) {
    const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return null;
    const found = new Uint8Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      const { sentence, place_name, source, actor, target } = await this.texts(row);
      const all = [sentence, place_name, source, actor, target, this.typeOf(row).label].join('\n').toLocaleLowerCase();
      found[row] = Number(words.every((word) => all.includes(word)));
    }
    return found;
  }
}

/** Days since 1970 as people write it. */
function writtenDay(day) {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' };
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(day * 86400000));
}

const regionNames = (() => {
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' });
  } catch {
    return null;
  }
})();

/** A country's name by its code; the code where the browser knows none. */
function countryName(code) {
  try {
    return (regionNames && regionNames.of(code)) || code;
  } catch {
    return code;
  }
}
