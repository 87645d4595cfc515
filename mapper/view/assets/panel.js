/** Title, search, facets, what is not on the map, the list of events, what can be saved, and the credits. */

class Panel {
  /** @param {object} page the map's controller: store, theme, toggleType(typeId, on), open(rows, at, place) */
  constructor(page) {
    Object.assign(this, { page, store: page.store, theme: page.theme });
    this.boxes = [];
    this.views = [];
    this.tasks = [() => this.refreshFacets(), () => this.refreshOffMap(), () => this.list.refresh(), () => this.refreshCounted()];
    this.search = new Search(this.store, (share) => this.tellSearch(share));
    this.element = make('aside', 'em-panel');
    this.element.setAttribute('aria-label', TEXT.panelOpen);
    this.element.append(this.head(), this.scroller(), this.foot());
  }

  /** Follows the store; apart from the constructor, for the page knows the panel only then. */
  start() {
    this.store.onChange(() => this.tellCount(), () => this.recount());
    this.tellCount();
    this.recount();
  }

  head() {
    const { title, description } = this.store.meta;
    this.count = make('p', 'em-count');
    this.live = make('p', 'em-live');
    this.live.setAttribute('aria-live', 'polite');
    this.opener = button(TEXT.panelOpen, 'em-button em-opener', () => this.setOpen(!this.element.classList.contains('em-open')));
    this.opener.setAttribute('aria-expanded', 'false');
    this.clear = button(TEXT.reset, 'em-link em-reset', () => this.page.reset());
    return make(
      'header',
      'em-head',
      make('h1', '', title || TEXT.defaultTitle),
      description ? make('p', 'em-description', description) : null,
      ...this.whatIsHere(),
      make('div', 'em-count-line', this.count, this.clear, this.opener, this.live),
    );
  }

  /** Which part of a table this is, and what of it is counted only. */
  whatIsHere() {
    const { part, counted, rows } = this.store.meta;
    const day = (iso) => iso && writtenDay(Date.parse(iso) / 86400000);
    const texts = [];
    if (part) texts.push(TEXT.partOf(day(part.first), day(part.last), part.countries.map(countryName).join(', ')));
    if (counted) texts.push(TEXT.leftOut(rows, counted.total, day(counted.since), counted.side, TEXT.steps[counted.step].toLowerCase()));
    return texts.map((text) => make('p', 'em-description em-part', text));
  }

  /** On small screens the panel is a sheet that opens and closes. */
  setOpen(open) {
    this.element.classList.toggle('em-open', open);
    this.opener.setAttribute('aria-expanded', String(open));
    this.opener.textContent = open ? TEXT.panelClose : TEXT.panelOpen;
    this.recount();
  }

  scroller() {
    this.offMap = make('div');
    this.list = new EventList(this.page);
    this.listSection = section(TEXT.list, false, this.list.help, this.list.element);
    this.listSection.addEventListener('toggle', () => this.list.refresh());
    this.events = section(TEXT.facets.type, true, this.allOrNone(), this.layerGroups());
    this.countedList = make('div');
    this.countedSection = section(TEXT.countedOnly, false, make('p', 'em-note', TEXT.countedNote), this.countedList);
    this.countedSection.hidden = !this.page.overview;
    this.countedSection.addEventListener('toggle', () => this.refreshCounted());
    this.offMapSection = section(TEXT.offMap, true, make('p', 'em-note', TEXT.offMapNote), this.offMap);
    const content = [
      this.searchBox(), this.listSection, this.events, this.offMapSection, this.countedSection, ...this.facetViews(),
      section(TEXT.reading, true, this.reading()), this.toolsSection(),
    ];
    return make('div', 'em-scroll', ...content);
  }

  searchBox() {
    this.field = make('input', 'em-search');
    Object.assign(this.field, { type: 'search', placeholder: TEXT.search });
    this.field.setAttribute('aria-label', TEXT.search);
    this.field.addEventListener('input', () => this.search.run(this.field.value));
    this.progress = make('p', 'em-note');
    this.progress.hidden = true;
    this.chosen = make('p', 'em-note');
    this.chosen.hidden = true;
    return make('div', 'em-search-line', this.field, this.progress, this.chosen);
  }

  setWords(words) {
    if (this.field.value === words) return;
    this.field.value = words;
    this.search.run(words);
  }

  tellSearch(share) {
    this.progress.hidden = share === null;
    if (share !== null) this.progress.textContent = TEXT.searching(Math.round(100 * share));
  }

  allOrNone() {
    const link = (text, on) => button(text, 'em-link', () => this.setTypes(this.boxes.map((one) => one.type), on));
    return make('p', 'em-tools', link(TEXT.all, true), link(TEXT.none, false));
  }

  /** A group per layer with a box for all of it, and a box per type that occurs. */
  layerGroups() {
    const { totals } = this.store.facets.get('type');
    const groups = make('div');
    for (const layer of this.store.layers) {
      const types = this.store.types.map((_, at) => at).filter((at) => this.store.types[at].layer === layer.id && totals[at]);
      if (types.length) groups.append(this.layerGroup(layer, types));
    }
    return groups;
  }

  layerGroup(layer, types) {
    const swatch = make('span', 'em-swatch');
    swatch.style.background = layer.colour;
    const whole = checkRow(swatch, layer.label, (on) => this.setTypes(types, on));
    const list = make('ul', 'em-rows');
    const mine = types.map((type) => {
      const entry = this.store.types[type];
      const sign = symbolElement(entry, 'happened', this.theme);
      const row = checkRow(sign, entry.label, (on) => this.page.toggleType(entry.id, on));
      row.box.dataset.type = entry.id;
      list.append(make('li', '', row.element));
      return { ...row, type };
    });
    this.boxes.push(...mine.map((one) => ({ ...one, whole, group: types })));
    whole.box.dataset.layer = layer.id;
    const group = make('div', 'em-group', make('div', 'em-group-head', whole.element), list);
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', layer.label);
    return group;
  }

  setTypes(types, on) {
    for (const type of types) this.page.toggleType(this.store.types[type].id, on);
  }

  /** Facets of which more than one value occurs; the states always, for the legend. */
  facetViews() {
    for (const [name, facet] of this.store.facets) {
      if (name === 'type' || (name !== 'status' && facet.present().length < 2)) continue;
      const sign = name === 'status'
        ? (at) => symbolElement(SAMPLE_TYPE, this.store.meta.statuses[at], this.theme)
        : () => null;
      this.views.push(new FacetView(this.page, facet, sign));
    }
    return this.views.map((view) => view.element);
  }

  /** How the map shows how well a place is known: only what occurs. */
  reading() {
    const { totals } = this.store.facets.get('precision');
    const has = (...names) => names.some((name) => totals[this.store.meta.precisions.indexOf(name)]);
    const occurs = {
      point: has('site', 'settlement'),
      near: has('near'),
      area: has('adm1', 'adm2', 'area'),
      line: this.store.tables.moves.row.length > 0,
      several: this.store.rows > 1,
      sized: Boolean(this.store.columns.size),
      grid: this.store.tables.spots.lon.length > MOST_SPOTS,
      counted: Boolean(this.page.overview),
      disputed: Boolean(this.page.basemap && this.page.basemap.hasDisputed),
    };
    const rows = Object.keys(SAMPLES).filter((name) => occurs[name]).map((name) => {
      const picture = pictureElement(24, (ctx) => SAMPLES[name](ctx, this.theme));
      return make('li', 'em-row em-still', picture, make('span', 'em-row-label', TEXT.samples[name]));
    });
    return make('ul', 'em-rows', ...rows);
  }

  /** Countries and "no place", each with its count; a click opens the events. */
  refreshOffMap() {
    const { columns, fail, ranges, shown } = this.store;
    const { spot, area, country, place } = columns;
    const groups = new Map();
    for (const [first, last] of shown.away ? ranges : []) {
      for (let row = first; row < last; row += 1) {
        if (spot[row] || fail[row]) continue;
        const key = area[row] ? -place[row] : country[row];
        const group = groups.get(key);
        if (group) group.count += 1;
        else groups.set(key, { ...this.store.homeOf(row), count: 1, number: key });
      }
    }
    const entries = [...groups.values()].sort(
      (a, b) => Number(!a.key) - Number(!b.key) || b.count - a.count || (a.name < b.name ? -1 : 1),
    );
    this.offMapSection.hidden = !entries.length;
    this.offMap.replaceChildren(...entries.slice(0, 300).map((entry) => this.badge(entry)));
  }

  /** The places of most counted events; a click opens what is counted there. */
  refreshCounted() {
    const { overview, basemap } = this.page;
    if (!overview || !this.countedSection.open) return;
    const named = basemap ? basemap.places : [];
    const badges = overview.largest().map(({ place, count }) => {
      const badge = button('', 'em-badge', () => this.page.openCounted(place));
      badge.append(make('span', '', overview.nameOf(place, named)), make('span', 'em-row-count', writtenCount(count)));
      return badge;
    });
    this.countedList.replaceChildren(...badges);
  }

  badge({ key, name, count, number }) {
    const { spot, area, country, place } = this.store.columns;
    const here = (row) => !spot[row] && (area[row] ? -place[row] : country[row]) === number;
    const badge = button('', 'em-badge', () => this.page.open(this.store.visible(here), 0, null));
    badge.append(make('span', '', name), make('span', 'em-row-count', writtenCount(count)));
    badge.dataset.country = key;
    return badge;
  }

  toolsSection() {
    const { store } = this;
    const file = (label, name, type, make_) => {
      const item = button(label, 'em-button', async () => {
        item.disabled = true;
        offerFile(name, await make_(store, (share) => (item.textContent = TEXT.writing(Math.round(100 * share)))), type);
        item.disabled = false;
        item.textContent = label;
      });
      return item;
    };
    const picture = button(TEXT.savePng, 'em-button', async () => offerFile('map.png', [await toPicture(this.page)], 'image/png'));
    const buttons = [
      file(TEXT.saveGeojson, 'events.geojson', 'application/geo+json', toGeojson),
      file(TEXT.saveCsv, 'events.csv', 'text/csv', toCsv),
      picture,
      button(TEXT.print, 'em-button', () => window.print()),
    ];
    if (HAS_ADDRESS && navigator.clipboard) buttons.push(this.linkButton());
    const note = this.page.hasForeignLayers() ? make('p', 'em-note', TEXT.pictureNote) : null;
    return section(TEXT.tools, false, make('div', 'em-buttons', ...buttons), note, this.languages());
  }

  linkButton() {
    const item = button(TEXT.copyLink, 'em-button', async () => {
      this.page.state.write();
      await navigator.clipboard.writeText(window.location.href);
      item.textContent = TEXT.copied;
    });
    return item;
  }

  languages() {
    const select = make('select', 'em-select', ...Object.entries(LANGUAGES).map(([code, { name }]) => {
      const option = make('option', '', name);
      option.value = code;
      return option;
    }));
    select.value = languageCode;
    select.addEventListener('change', () => this.page.changeLanguage(select.value));
    return make('label', 'em-languages', `${TEXT.language} `, select);
  }

  tellCount() {
    const { all, away } = this.store.shown;
    const { overview } = this.page;
    const too = overview ? `; ${overview.tells ? TEXT.countedToo(overview.tally().all) : TEXT.countedHidden}` : '';
    this.count.textContent = TEXT.shown(all, this.store.rows, away) + too;
    this.clear.hidden = this.store.isWhole();
    this.chosen.hidden = !this.store.chosen;
    if (this.store.chosen) this.chosen.textContent = TEXT.chosen(writtenCount(all));
    clearTimeout(this.telling);
    this.telling = setTimeout(() => (this.live.textContent = this.count.textContent), 600);
  }

  /** Counts anew what is open, in tasks of their own. */
  recount() {
    for (const task of this.tasks) this.store.later.add(task);
  }

  refreshFacets() {
    const open = this.views.filter((view) => view.element.open);
    const type = this.store.facets.get('type');
    countFacets(this.store, [type, ...open.map((view) => view.facet)]);
    for (const view of open) view.refresh();
    this.refreshTypes(type);
  }

  refreshTypes(facet) {
    const { overview } = this.page;
    const counted = overview ? overview.tally().types : new Uint32Array(facet.size);
    const countOf = (one) => facet.counts[one] + counted[one];
    for (const { type, box, count, whole, group } of this.boxes) {
      box.checked = Boolean(facet.allowed[type]);
      count.textContent = writtenCount(countOf(type));
      const on = group.filter((one) => facet.allowed[one]).length;
      whole.box.checked = on === group.length;
      whole.box.indeterminate = on > 0 && on < group.length;
      whole.count.textContent = writtenCount(group.reduce((sum, one) => sum + countOf(one), 0));
    }
  }

  /** Who is to be named, and the day of the data. */
  credits() {
    const { attribution, dataDate } = this.store.meta;
    const date = dataDate ? TEXT.dataDate(writtenDay(Date.parse(dataDate) / 86400000)) : '';
    return [date.replace(/\.\.$/, '.'), attribution].filter(Boolean).join(' ');
  }

  foot() {
    return make('footer', 'em-foot', make('small', '', this.credits()));
  }
}
