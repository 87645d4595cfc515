/** The events that pass the filters as a list, which stands for the map where it cannot be seen; of any length. */

const ITEM_HEIGHT = 46;
/** Browsers draw no element taller than some 17 million pixels: a longer list is scrolled through in proportion. */
const MOST_PIXELS = 8e6;

class EventList {
  /** @param {object} page the map's controller: store, theme, open(rows, at, where), mark(row) */
  constructor(page) {
    Object.assign(this, { page, store: page.store, theme: page.theme, rows: new Uint32Array(0), active: 0 });
    this.inner = make('div', 'em-list-inner');
    this.inner.setAttribute('role', 'presentation');
    this.element = make('div', 'em-list', this.inner);
    this.help = make('p', 'em-note', TEXT.listHelp);
    this.help.id = `${this.store.id}-list-help`;
    Object.entries({ role: 'listbox', 'aria-label': TEXT.list, 'aria-describedby': this.help.id })
      .forEach(([name, value]) => this.element.setAttribute(name, value));
    this.element.tabIndex = 0;
    this.listen();
  }

  listen() {
    this.element.addEventListener('scroll', () => this.draw());
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.element.addEventListener('click', (event) => {
      const item = event.target.closest('.em-item');
      if (!item) return;
      this.setActive(Number(item.dataset.at));
      this.open();
    });
    this.element.addEventListener('focus', () => this.mark());
    this.element.addEventListener('blur', () => this.page.mark(null));
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.element);
  }

  /** Takes the events that pass now; a list that is not open is filled when it is. */
  refresh() {
    if (!this.page.panel.listSection.open) return;
    const before = this.rows[this.active];
    this.rows = this.store.newestFirst();
    const again = this.rows.indexOf(before);
    this.active = again > 0 ? again : 0;
    this.inner.style.height = `${Math.min(MOST_PIXELS, this.rows.length * this.itemHeight())}px`;
    if (again < 0) this.element.scrollTop = 0;
    this.draw();
  }

  itemHeight() {
    return ITEM_HEIGHT * this.theme.scale;
  }

  /** How many items fit, and the first of them. */
  range() {
    const height = this.itemHeight();
    const fit = Math.ceil(this.element.clientHeight / height) + 1;
    const room = Math.max(1, this.inner.offsetHeight - this.element.clientHeight);
    const whole = this.rows.length * height;
    const first = whole <= MOST_PIXELS
      ? Math.floor(this.element.scrollTop / height)
      : Math.round((this.element.scrollTop / room) * Math.max(0, this.rows.length - fit + 1));
    return { first: Math.min(first, Math.max(0, this.rows.length - 1)), fit, exact: whole <= MOST_PIXELS };
  }

  draw() {
    const { first, fit, exact } = this.range();
    const height = this.itemHeight();
    const top = exact ? first * height : this.element.scrollTop;
    const items = [];
    for (let at = first; at < Math.min(first + fit, this.rows.length); at += 1) {
      const item = this.item(at);
      item.style.transform = `translateY(${top + (at - first) * height}px)`;
      items.push(item);
    }
    this.inner.replaceChildren(...items);
    this.tellActive();
  }

  item(at) {
    const row = this.rows[at];
    const { store } = this;
    const day = store.columns.day[row];
    const date = day === store.meta.nodata ? TEXT.noDate : writtenDay(day);
    const place = (store.located(row) && store.placeOf(row).place_name) || store.homeOf(row).name;
    const status = TEXT.statuses[store.statusOf(row)];
    const item = make(
      'div',
      'em-item',
      symbolElement(store.typeOf(row), store.statusOf(row), this.theme, 22),
      make('span', '', make('b', '', place), make('span', '', `, ${store.typeOf(row).label}`), make('small', '', `${date}, ${status}`)),
    );
    item.id = `${store.id}-item-${at}`;
    item.dataset.at = at;
    item.dataset.row = row;
    const facts = { role: 'option', 'aria-setsize': this.rows.length, 'aria-posinset': at + 1, 'aria-selected': at === this.active };
    Object.entries(facts).forEach(([name, value]) => item.setAttribute(name, value));
    return item;
  }

  key(event) {
    const { fit } = this.range();
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: fit - 2, PageUp: 2 - fit, Home: -Infinity, End: Infinity };
    if (event.key in moves) this.setActive(this.active + moves[event.key]);
    else if (event.key === 'Enter' || event.key === ' ') this.open();
    else return;
    event.preventDefault();
  }

  setActive(at) {
    this.active = Math.max(0, Math.min(this.rows.length - 1, at));
    const { first, fit, exact } = this.range();
    const height = this.itemHeight();
    if (this.active < first || this.active > first + fit - 3) {
      const wanted = this.active < first ? this.active : this.active - fit + 3;
      const room = this.inner.offsetHeight - this.element.clientHeight;
      this.element.scrollTop = exact ? wanted * height : (wanted / Math.max(1, this.rows.length - fit + 1)) * room;
    }
    this.draw();
    this.mark();
  }

  tellActive() {
    const item = this.inner.querySelector(`[data-at="${this.active}"]`);
    if (item) this.element.setAttribute('aria-activedescendant', item.id);
    else this.element.removeAttribute('aria-activedescendant');
  }

  mark() {
    this.page.mark(this.rows.length ? this.rows[this.active] : null);
  }

  open() {
    if (this.rows.length) this.page.open(Array.from(this.rows), this.active, this.rows[this.active]);
  }
}
