/** Title, search, layers, statuses, what is not on the map, and the list of events. */

class Panel {
  /**
   * @param {object} page the map's controller: store, theme, toggleType(typeId, on), open(rows, at, place)
   */
  constructor(page) {
    Object.assign(this, { page, store: page.store, theme: page.theme });
    this.boxes = [];
    this.element = make('aside', 'em-panel');
    this.element.setAttribute('aria-label', TEXT.panelOpen);
    this.element.append(this.head(), this.scroller(), this.foot());
    this.store.onChange(() => this.refresh());
    this.refresh();
  }

  head() {
    const { title, description } = this.store.meta;
    this.count = make('p', 'em-count');
    this.count.setAttribute('aria-live', 'polite');
    this.opener = make('button', 'em-button em-opener', TEXT.panelOpen);
    this.opener.type = 'button';
    this.opener.setAttribute('aria-expanded', 'false');
    this.opener.addEventListener('click', () => this.setOpen(!this.element.classList.contains('em-open')));
    return make(
      'header',
      'em-head',
      make('h1', '', title || TEXT.defaultTitle),
      description ? make('p', 'em-description', description) : null,
      make('div', 'em-count-line', this.count, this.opener),
    );
  }

  /** On small screens the panel is a sheet that opens and closes. */
  setOpen(open) {
    this.element.classList.toggle('em-open', open);
    this.opener.setAttribute('aria-expanded', String(open));
    this.opener.textContent = open ? TEXT.panelClose : TEXT.panelOpen;
  }

  scroller() {
    this.offMap = make('div');
    this.list = make('ol', 'em-list');
    this.listSection = this.section(TEXT.list, this.list, false);
    this.listSection.addEventListener('toggle', () => this.refreshList());
    const scroller = make(
      'div',
      'em-scroll',
      this.searchBox(),
      this.section(TEXT.layers, this.layerGroups(), true, this.allOrNone()),
      this.offMapSection(),
      this.section(TEXT.status, this.statusRows(), true),
      this.section(TEXT.reading, this.reading(), true),
      this.listSection,
    );
    scroller.tabIndex = 0;
    return scroller;
  }

  section(title, content, open, tools = null) {
    const details = make('details', 'em-section', make('summary', '', make('h2', '', title)), tools, content);
    details.open = open;
    return details;
  }

  searchBox() {
    const input = make('input', 'em-search');
    Object.assign(input, { type: 'search', placeholder: TEXT.search });
    input.setAttribute('aria-label', TEXT.search);
    let latest = 0;
    input.addEventListener('input', async () => {
      latest += 1;
      const mine = latest;
      const words = await this.store.search(input.value);
      if (mine === latest) this.store.setFilter({ words });
    });
    return input;
  }

  allOrNone() {
    const button = (text, on) => {
      const element = make('button', 'em-link', text);
      element.type = 'button';
      element.addEventListener('click', () => this.setTypes(this.boxes.map((one) => one.type), on));
      return element;
    };
    return make('p', 'em-tools', button(TEXT.all, true), button(TEXT.none, false));
  }

  /** A group per layer with a box for all of it, and a box per type that occurs. */
  layerGroups() {
    const tally = this.store.tally('type', this.store.types.length);
    const groups = make('div');
    for (const layer of this.store.layers) {
      const types = this.store.types.map((_, at) => at).filter((at) => this.store.types[at].layer === layer.id && tally[at]);
      if (types.length) groups.append(this.layerGroup(layer, types, tally));
    }
    return groups;
  }

  layerGroup(layer, types, tally) {
    const total = types.reduce((sum, type) => sum + tally[type], 0);
    const swatch = make('span', 'em-swatch');
    swatch.style.background = layer.colour;
    const whole = this.row(swatch, layer.label, total, () => this.setTypes(types, whole.box.checked));
    const list = make('ul', 'em-rows');
    const mine = types.map((type) => {
      const entry = this.store.types[type];
      const row = this.row(symbolElement(entry, 'happened', this.theme), entry.label, tally[type], () =>
        this.page.toggleType(entry.id, row.box.checked),
      );
      row.box.dataset.type = entry.id;
      list.append(make('li', '', row.element));
      return { type, box: row.box };
    });
    this.boxes.push(...mine.map((one) => ({ ...one, whole: whole.box, group: types })));
    whole.box.dataset.layer = layer.id;
    const group = make('div', 'em-group', make('div', 'em-group-head', whole.element), list);
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', layer.label);
    return group;
  }

  /** A check box with a sign, a label and a count. */
  row(sign, label, count, change) {
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = true;
    box.addEventListener('change', change);
    const element = make('label', 'em-row', box, sign, make('span', 'em-row-label', label), make('span', 'em-row-count', count));
    return { element, box };
  }

  setTypes(types, on) {
    for (const type of types) this.page.toggleType(this.store.types[type].id, on);
  }

  statusRows() {
    const tally = this.store.tally('status', this.store.meta.statuses.length);
    const list = make('ul', 'em-rows');
    this.store.meta.statuses.forEach((status, at) => {
      if (!tally[at]) return;
      const row = this.row(symbolElement(SAMPLE_TYPE, status, this.theme), TEXT.statuses[status], tally[at], () => {
        this.store.filter.statuses[at] = Number(row.box.checked);
        this.store.setFilter({});
      });
      row.box.dataset.status = status;
      list.append(make('li', '', row.element));
    });
    return list;
  }

  /** How the map shows how well a place is known: only what occurs. */
  reading() {
    const tally = this.store.tally('precision', this.store.meta.precisions.length);
    const has = (...names) => names.some((name) => tally[this.store.meta.precisions.indexOf(name)]);
    const occurs = {
      point: has('site', 'settlement'),
      near: has('near'),
      area: has('adm1', 'adm2', 'area'),
      line: this.store.columns.lon2.some((value) => value !== this.store.meta.nodata),
      several: this.store.rows > 1,
    };
    const rows = Object.keys(SAMPLES).filter((name) => occurs[name]).map((name) => {
      const picture = pictureElement(24, (ctx) => SAMPLES[name](ctx, this.theme));
      return make('li', 'em-row em-still', picture, make('span', 'em-row-label', TEXT.samples[name]));
    });
    return make('ul', 'em-rows', ...rows);
  }

  offMapSection() {
    const away = Array.from({ length: this.store.rows }, (_, row) => row).filter((row) => !this.store.located(row));
    if (!away.length) return null;
    return this.section(TEXT.offMap, make('div', '', make('p', 'em-note', TEXT.offMapNote), this.offMap), true);
  }

  /** Countries and "no place", each with its count; a click opens the events. */
  refreshOffMap() {
    const groups = new Map();
    for (const row of this.store.visible((one) => !this.store.located(one))) {
      const { key, name } = this.store.homeOf(row);
      if (!groups.has(key)) groups.set(key, { key, name, rows: [] });
      groups.get(key).rows.push(row);
    }
    const entries = [...groups.values()].sort(
      (a, b) => Number(!a.key) - Number(!b.key) || b.rows.length - a.rows.length || (a.name < b.name ? -1 : 1),
    );
    this.offMap.replaceChildren(...entries.map((entry) => this.badge(entry)));
  }

  badge({ key, name, rows }) {
    const badge = make('button', 'em-badge', make('span', '', name), make('span', 'em-row-count', rows.length));
    badge.type = 'button';
    badge.dataset.country = key;
    badge.addEventListener('click', () => this.page.open(rows, 0, null));
    return badge;
  }

  refresh() {
    const shown = this.store.visible();
    const away = shown.filter((row) => !this.store.located(row)).length;
    this.count.textContent = TEXT.shown(shown.length, this.store.rows, away);
    for (const { type, box, whole, group } of this.boxes) {
      box.checked = Boolean(this.store.filter.types[type]);
      const on = group.filter((one) => this.store.filter.types[one]).length;
      whole.checked = on === group.length;
      whole.indeterminate = on > 0 && on < group.length;
    }
    this.refreshOffMap();
    this.refreshList();
  }

  /** Fills the list while it is open. */
  async refreshList() {
    if (!this.listSection.open) return;
    const rows = this.store.visible();
    const turn = (this.turn = (this.turn || 0) + 1);
    const items = [];
    for (const row of rows.slice(0, LIST_MAX)) items.push(this.item(row, await this.store.texts(row), rows));
    if (turn !== this.turn) return;
    if (rows.length > LIST_MAX) items.push(make('li', 'em-note', TEXT.more(rows.length - LIST_MAX)));
    this.list.replaceChildren(...items);
  }

  item(row, texts, rows) {
    const day = this.store.columns.day[row];
    const date = day === this.store.meta.nodata ? '' : writtenDay(day);
    const place = texts.place_name || this.store.homeOf(row).name;
    const button = make(
      'button',
      'em-item',
      symbolElement(this.store.typeOf(row), this.store.statusOf(row), this.theme, 22),
      make('span', '', make('b', '', place), make('span', '', ` ${this.store.typeOf(row).label}`), make('small', '', date)),
    );
    button.type = 'button';
    button.addEventListener('click', () => this.page.open(rows, rows.indexOf(row), row));
    return make('li', '', button);
  }

  foot() {
    const { attribution, dataDate } = this.store.meta;
    const date = dataDate ? TEXT.dataDate(writtenDay(Date.parse(dataDate) / 86400000)) : '';
    return make('footer', 'em-foot', make('small', '', [date, attribution].filter(Boolean).join(' ')));
  }
}

const LIST_MAX = 300;
