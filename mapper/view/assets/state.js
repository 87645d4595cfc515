/** The view in the address, so that it can be sent: place and zoom, days, words, facets, the open event, language. */

/** Only pages with an address of their own can carry it; a page inside a notebook has none. */
const HAS_ADDRESS = ['file:', 'http:', 'https:'].includes(window.location.protocol);
const WRITE_AFTER_MS = 250;

class ViewState {
  /** @param {object} page the map's controller */
  constructor(page) {
    Object.assign(this, { page, store: page.store, timer: 0, written: '' });
  }

  listen() {
    this.store.onChange(null, () => this.writeSoon());
    this.page.map.on('moveend', () => this.writeSoon());
    if (HAS_ADDRESS) window.addEventListener('hashchange', () => this.applyAddress());
  }

  writeSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), WRITE_AFTER_MS);
  }

  write() {
    if (!HAS_ADDRESS || !this.page.map.getContainer().isConnected) return;
    this.written = `#${this.toText()}`;
    if (window.location.hash !== this.written) window.history.replaceState(null, '', this.written);
  }

  toText() {
    const { store, page } = this;
    const { lat, lng } = page.map.getCenter();
    const parts = [['map', `${page.map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`]];
    if (page.timeline && store.window) parts.push(['days', page.timeline.shownDays().map(isoDay).join('..')]);
    if (page.timeline && page.timeline.step !== page.timeline.steps[0]) parts.push(['step', page.timeline.step]);
    if (store.words) parts.push(['words', store.words]);
    for (const facet of store.facets.values()) parts.push(...facetParts(facet));
    if (page.opened !== null) parts.push(['event', page.opened]);
    if (page.languageChosen) parts.push(['lang', languageCode]);
    return parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  }

  applyAddress() {
    if (window.location.hash !== this.written) this.apply(window.location.hash.slice(1));
  }

  /** Takes what a text says; what it does not name is shown whole, what it names wrongly is passed over. */
  apply(text) {
    const parts = new Map(text.split('&').map((part) => splitPart(part)));
    const { store, page } = this;
    for (const facet of store.facets.values()) readFacet(facet, parts);
    store.touch(...store.facets.keys());
    if (page.timeline) this.applyTime(parts);
    if (page.panel) page.panel.setWords(parts.get('words') || '');
    this.applyPlace(parts.get('map') || '');
    const row = Number(parts.get('event'));
    if (parts.has('event') && Number.isInteger(row) && row >= 0 && row < store.rows) page.open([row], 0, row);
  }

  applyTime(parts) {
    if (parts.has('step')) this.page.timeline.setStep(parts.get('step'));
    const days = (parts.get('days') || '').split('..').map((day) => Date.parse(`${day}T00:00Z`) / 86400000);
    if (days.length === 2 && days.every(Number.isFinite)) this.page.timeline.setDays(...days);
    else this.page.timeline.setWindow([0, this.page.timeline.bins - 1]);
  }

  applyPlace(text) {
    const [zoom, lat, lng] = text.split('/').map(Number);
    if (text && [zoom, lat, lng].every(Number.isFinite) && Math.abs(lat) <= 90) {
      this.page.map.setView([lat, lng], zoom, { animate: false });
    }
  }
}

/** A facet as a part of the address: the values shown or, where these are fewer, those not shown. */
function facetParts(facet) {
  if (facet.isWhole()) return [];
  const values = { 0: [], 1: [] };
  facet.allowed.forEach((on, at) => facet.totals[at] && values[on].push(keyOf(facet, at)));
  const [name, list] = values[1].length <= values[0].length ? [facet.name, values[1]] : [`no-${facet.name}`, values[0]];
  return [[name, list.map(encodeURIComponent).join(',')]];
}

const keyOf = (facet, at) => (facet.keyOf ? facet.keyOf(at) : facet.keys[at]);

function readFacet(facet, parts) {
  const only = parts.get(facet.name);
  const named = only === undefined ? parts.get(`no-${facet.name}`) : only;
  facet.allowed.fill(only === undefined ? 1 : 0);
  if (named === undefined) return;
  const keys = new Set(named.split(',').map(decoded));
  for (let at = 0; at < facet.size; at += 1) {
    if (keys.has(keyOf(facet, at))) facet.allowed[at] = Number(only !== undefined);
  }
}

function splitPart(part) {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), decoded(part.slice(at + 1))];
}

/** Text behind percent signs; as it is where it is broken. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
