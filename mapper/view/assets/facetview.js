/** One facet in the panel: its values with check boxes and live counts, the commonest first. */

const FIRST_VALUES = 8;
/** A facet with so few values shows all of them. */
const FEW_VALUES = 12;
/** A facet with more values than this has a field to find one. */
const FINDABLE = 20;
const MOST_ROWS = 200;

class FacetView {
  /**
   * @param {object} page the map's controller
   * @param {Facet} facet
   * @param {(at: number) => Element|null} sign a picture for a value
   */
  constructor(page, facet, sign = () => null) {
    Object.assign(this, { page, store: page.store, facet, sign, whole: false, words: '' });
    this.values = facet.present();
    this.list = make('ul', 'em-rows');
    this.more = button('', 'em-link em-more-values', () => {
      this.whole = !this.whole;
      this.fill();
    });
    const note = TEXT.notes[facet.name] ? make('p', 'em-note', TEXT.notes[facet.name]) : null;
    this.element = section(TEXT.facets[facet.name], facet.name === 'status', this.tools(), note, this.finder(), this.list, this.more);
    this.element.dataset.facet = facet.name;
    this.element.addEventListener('toggle', () => this.page.panel.recount());
    this.fill();
  }

  tools() {
    const set = (on) => this.set(() => on);
    const names = [[TEXT.all, 1], [TEXT.none, 0]];
    const links = names.map(([text, on]) => {
      const link = button(text, 'em-link', () => set(on));
      link.setAttribute('aria-label', `${text}: ${TEXT.facets[this.facet.name]}`);
      return link;
    });
    return make('p', 'em-tools', ...links);
  }

  finder() {
    if (this.values.length <= FINDABLE) return null;
    const input = make('input', 'em-search em-find');
    Object.assign(input, { type: 'search', placeholder: TEXT.findValue });
    input.setAttribute('aria-label', `${TEXT.findValue}: ${TEXT.facets[this.facet.name]}`);
    input.addEventListener('input', () => {
      this.words = input.value.toLocaleLowerCase();
      this.fill();
    });
    return input;
  }

  /** The values that are listed now. */
  listed() {
    if (this.values.length <= FEW_VALUES) return this.values;
    const found = this.words
      ? this.values.filter((at) => this.facet.label(at).toLocaleLowerCase().includes(this.words))
      : this.values;
    return found.slice(0, this.whole || this.words ? MOST_ROWS : FIRST_VALUES);
  }

  fill() {
    this.rows = this.listed().map((at) => this.row(at));
    this.list.replaceChildren(...this.rows.map(({ item }) => item));
    const hidden = this.values.length <= FEW_VALUES ? 0 : this.values.length - FIRST_VALUES;
    this.more.hidden = hidden <= 0 || Boolean(this.words);
    this.more.textContent = this.whole ? TEXT.fewerValues : TEXT.moreValues(hidden);
    this.refresh();
  }

  row(at) {
    const label = this.facet.label(at);
    const row = checkRow(this.sign(at), label, (on) => this.set((one, was) => (one === at ? Number(on) : was)));
    row.box.dataset[this.facet.name] = keyOf(this.facet, at);
    const only = button(TEXT.only, 'em-link em-only', () => this.set((one) => Number(one === at)));
    only.setAttribute('aria-label', TEXT.onlyThis(label));
    return { ...row, at, item: make('li', 'em-line', row.element, only) };
  }

  /** Sets for each value whether it is shown. */
  set(choose) {
    const { allowed } = this.facet;
    allowed.forEach((was, at) => (allowed[at] = choose(at, was)));
    this.store.touch(this.facet.name);
  }

  refresh() {
    for (const { at, box, count } of this.rows) {
      box.checked = Boolean(this.facet.allowed[at]);
      count.textContent = writtenCount(this.facet.counts[at]);
    }
  }
}
