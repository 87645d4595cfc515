/** What events can be filtered by: one facet a column, its values with the keys that a link names them by. */

class Facet {
  /**
   * @param {string} name
   * @param {number} bit of `Store.fail`
   * @param {TypedArray} column a value an event
   * @param {Array<string>} keys a key a value, for links and tests
   * @param {(at: number) => string} label in the page's language
   * @param {number[]} totals how many events of all have each value
   */
  constructor(name, bit, column, keys, label, totals) {
    Object.assign(this, { name, bit, column, keys, label, totals, size: keys.length });
    this.allowed = new Uint8Array(this.size).fill(1);
    /** How many events of each value pass all other filters; filled when the page has time. */
    this.counts = new Uint32Array(this.size);
  }

  isWhole() {
    return this.allowed.every((one) => one);
  }

  /** Values that occur, the commonest first. */
  present() {
    const found = [];
    this.totals.forEach((total, at) => total && found.push(at));
    return found.sort((a, b) => this.totals[b] - this.totals[a] || a - b);
  }
}

/** The facets of a store by name; those of which only one value occurs are left out of the panel, not of links. */
function makeFacets(store) {
  const { meta, columns } = store;
  const { words } = meta;
  const regionLabel = (at) => (at ? writtenRegion(words.regions[at - 1]) : TEXT.noRegion);
  const sources = store.tables.sources.name;
  const sourceKey = (at) => (at ? sources.get(at - 1) : '');
  const lists = [
    ['type', store.types.map((type) => type.id), (at) => store.types[at].label],
    ['status', meta.statuses, (at) => TEXT.statuses[meta.statuses[at]]],
    ['country', ['', ...words.countries], (at) => (at ? countryName(words.countries[at - 1]) : TEXT.noCountry)],
    ['region', ['', ...words.regions], regionLabel],
    ['source', { length: sources.length + 1 }, (at) => sourceKey(at) || TEXT.noSource],
    ['side', words.side, (at) => sideLabel(words.side[at])],
    ['sure', ['0', ...meta.sure.map(String)], (at) => sureLabel(meta.sure, at)],
    ['weapon', words.weapon, (at) => named(TEXT.weapons, words.weapon[at]) || TEXT.noneNamed],
    ['protected', words.protected, (at) => named(TEXT.protectedKinds, words.protected[at]) || TEXT.noneNamed],
    ['precision', meta.precisions, (at) => TEXT.precisions[meta.precisions[at]]],
    ['claim', ['0', '1'], (at) => (at ? TEXT.claim : TEXT.noClaim)],
    ['background', ['0', '1'], (at) => (at ? TEXT.background : TEXT.notBackground)],
  ];
  const facets = new Map();
  lists.forEach(([name, keys, label], at) => {
    facets.set(name, new Facet(name, FIRST_FACET_BIT << at, columns[name], keys, label, meta.totals[name]));
  });
  facets.get('source').keyOf = sourceKey;
  return facets;
}

/** A region's name and country; its key is the country's code, a tab and the name. */
function writtenRegion(key) {
  const tab = key.indexOf('\t');
  const name = key.slice(tab + 1);
  return tab ? `${name}, ${countryName(key.slice(0, tab))}` : name;
}

function sideLabel(side) {
  if (!side) return TEXT.nobodyNamed;
  return /^[A-Z]{2}$/.test(side) ? countryName(side) : named(TEXT.sides, side);
}

function sureLabel(steps, at) {
  if (!at) return TEXT.under(steps[0]);
  return at === steps.length ? TEXT.percentUp(steps[at - 1]) : TEXT.percentTo(steps[at - 1], steps[at]);
}

/**
 * Counts, for each value of some facets, the events that pass all other filters: those that fail none, and those that
 * fail none but this facet's own.
 */
function countFacets({ fail, ranges }, facets) {
  for (const facet of facets) {
    facet.counts.fill(0);
    countAlone(facet, fail, ranges);
    countPassing(facet, fail, ranges);
  }
}

/** Events that fail this facet alone. Where it takes nothing out there are none. */
function countAlone(facet, fail, ranges) {
  if (facet.isWhole()) return;
  const { bit, column, counts } = facet;
  for (const [first, last] of ranges) {
    for (let row = first; row < last; row += 1) if (fail[row] === bit) counts[column[row]] += 1;
  }
}

function countPassing({ column, counts }, fail, ranges) {
  for (const [first, last] of ranges) {
    for (let row = first; row < last; row += 1) if (!fail[row]) counts[column[row]] += 1;
  }
}
