/** The text of one event, out of its chunk; with the numbers that lie there. */

const NO_SHARE = 65535;

class EventText {
  constructor(store, row, chunk, at) {
    Object.assign(this, { store, row, chunk, at });
  }

  /** A column of text. What the sentence holds at its place is not written twice: it is taken from there. */
  text(name) {
    return this.chunk[name].get(this.at);
  }

  number(name) {
    const value = this.chunk[name][this.at];
    return value === this.store.meta.nodata ? null : value;
  }

  /** A share from 0 to 1, or null. */
  share(name) {
    const value = this.chunk[name][this.at];
    return value === NO_SHARE ? null : value / 10000;
  }

  get sentence() {
    return this.text('sentence');
  }

  /** The words of the trigger (or mention), and where in the sentence they stand, in characters as Python counts. */
  span(name) {
    const start = this.number(`${name}_start`);
    const given = this.text(name);
    if (given || !this.number(`${name}_cut`)) return { start, words: given };
    const points = Array.from(this.sentence);
    return { start, words: points.slice(start, start + this.number(`${name}_cut`)).join('') };
  }

  get trigger() {
    return this.span('trigger').words;
  }

  get mention() {
    return this.span('mention').words;
  }

  /** Where trigger and place stand in the sentence, in UTF-16 units: [start, end, kind], kind 0 or 1. */
  marks() {
    const { sentence } = this;
    const found = [];
    ['trigger', 'mention'].forEach((name, kind) => {
      const { start, words } = this.span(name);
      const at = offsetOf(sentence, words, start);
      if (at >= 0) found.push([at, at + words.length, kind]);
    });
    return found;
  }

  /** Numbers: [what, minimum, best, maximum, qualifier, unit, scope] each. */
  counts() {
    const text = this.text('counts');
    return text ? JSON.parse(text) : [];
  }

  published() {
    return this.number('published');
  }
}

/** Where words stand in a sentence: at a position in characters where that is so, else where they first come; -1. */
function offsetOf(sentence, words, start) {
  if (!words) return -1;
  if (start !== null && start >= 0) {
    const at = unitsBefore(sentence, start);
    if (sentence.startsWith(words, at)) return at;
  }
  return sentence.indexOf(words);
}

/** UTF-16 units that so many characters of a text take. */
function unitsBefore(text, characters) {
  let at = 0;
  for (let count = 0; count < characters && at < text.length; count += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

/** Formatters are dear to make: each is made once a language. */
const formatters = new Map();

function formatter(name, makeOne) {
  const key = `${TEXT.locale} ${name}`;
  if (!formatters.has(key)) formatters.set(key, makeOne());
  return formatters.get(key);
}

/** Days since 1970 as people write it. */
function writtenDay(day) {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' };
  return formatter('day', () => new Intl.DateTimeFormat(TEXT.locale, options)).format(new Date(day * 86400000));
}

/** Days since 1970 as `2022-03-12`. */
function isoDay(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

/** A whole number as people write it. */
function writtenCount(count) {
  return formatter('count', () => new Intl.NumberFormat(TEXT.locale)).format(count);
}

/** A country's name by its code, in the page's language; the code where the browser knows none. */
function countryName(code) {
  try {
    return formatter('country', () => new Intl.DisplayNames([TEXT.locale], { type: 'region' })).of(code) || code;
  } catch {
    return code;
  }
}
