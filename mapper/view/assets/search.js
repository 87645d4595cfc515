/** Finds the events whose text has all words of a search; chunk by chunk, so that the page stays quick. */

const SEARCHED = ['sentence', 'actor', 'target', 'attribution', 'destination_name', 'title'];
/** A search gives way to the page after so many milliseconds. */
const SEARCH_SLICE_MS = 30;

class Search {
  /**
   * @param {Store} store
   * @param {(share: number|null) => void} tell how much is done, null at the end
   */
  constructor(store, tell) {
    Object.assign(this, { store, tell, turn: 0 });
  }

  /** Keeps the events that have all the words; an empty search keeps all. A later search ends an earlier one. */
  async run(text) {
    this.turn += 1;
    const mine = this.turn;
    const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    this.store.words = text.trim();
    this.store.wordMarks = null;
    const marks = words.length ? await this.find(words, () => mine !== this.turn) : null;
    if (mine !== this.turn) return;
    this.store.wordMarks = marks;
    this.store.touch('words');
    this.tell(null);
  }

  async find(words, outdated) {
    const { store } = this;
    const found = new Uint8Array(store.rows);
    const known = new Map();
    let begun = performance.now();
    for (let number = 0; number * store.meta.chunk < store.rows; number += 1) {
      const chunk = await store.readChunk(number);
      this.findIn(chunk, number * store.meta.chunk, words, found, known);
      if (performance.now() - begun < SEARCH_SLICE_MS) continue;
      this.tell((number * store.meta.chunk) / store.rows);
      await new Promise((done) => setTimeout(done));
      if (outdated()) return null;
      begun = performance.now();
    }
    return found;
  }

  findIn(chunk, first, words, found, known) {
    const { columns } = this.store;
    const last = Math.min(first + this.store.meta.chunk, this.store.rows);
    for (let row = first; row < last; row += 1) {
      const key = `${columns.place[row]} ${columns.source[row]} ${columns.type[row]}`;
      if (!known.has(key)) known.set(key, this.knownWords(row));
      const own = SEARCHED.map((name) => chunk[name].get(row - first)).join('\n').toLocaleLowerCase();
      found[row] = Number(words.every((word) => own.includes(word) || known.get(key).includes(word)));
    }
  }

  /** What events of one place, source and type share. */
  knownWords(row) {
    const { place_name: name, admin1, admin2 } = this.store.placeOf(row);
    return [name, admin1, admin2, this.store.sourceOf(row), this.store.typeOf(row).label].join('\n').toLocaleLowerCase();
  }
}
