/** Brings it together: one map with its store, panel, timeline and cards, and what the reader does with them. */

const NARROW = 720;
const TABLES = ['places', 'spots', 'areas', 'moves', 'sources'];
/** Whether a map of this page writes its view to the address already. */
let addressTaken = false;

class EventPage {
  constructor(layer, map) {
    Object.assign(this, { layer, map, id: layer.id, shown: true, opened: null });
    this.container = map.getContainer();
    this.ready = this.start();
  }

  /** Reads the data and draws; resolves when the first picture is there. */
  async start() {
    if (!('DecompressionStream' in window)) {
      this.container.append(make('p', 'em-sorry', TEXT.tooOld));
      return;
    }
    const meta = await inflateJson(block(this.id, 'meta'));
    this.chooseLanguage(meta.language);
    const [columns, counted, basemap, ...tables] = await Promise.all([
      inflateColumns(block(this.id, 'columns')),
      meta.counted ? Promise.all(['counts', 'counts/places'].map((name) => inflateColumns(block(this.id, name)))) : null,
      meta.base ? this.readBasemap(meta) : null,
      ...TABLES.map((name) => inflateColumns(block(this.id, `table/${name}`))),
    ]);
    this.basemap = basemap;
    this.store = new Store(this.id, meta, columns, Object.fromEntries(TABLES.map((name, at) => [name, tables[at]])));
    this.overview = counted ? new Overview(this.store, ...counted) : null;
    for (const [typeId, on] of this.layer.typesShown) this.showType(typeId, on);
    this.root().classList.add('em-root');
    this.setTheme();
    this.store.flush();
    this.nameMap();
    if (meta.panel) this.addPanel();
    if (meta.panel && meta.fit) this.fit(this.painter.mostSpots());
    this.addPanes();
    if (meta.panel) this.addOutside();
    this.listen();
    if (meta.panel) this.takeAddress();
    performance.mark(`event-mapper ready ${this.id}`);
  }

  /** The language in the address, else the one given, else the browser's. */
  chooseLanguage(given) {
    const [, named] = /[#&]lang=([\w-]+)/.exec(HAS_ADDRESS ? window.location.hash : '') || [];
    this.languageChosen = Boolean(named);
    setLanguage(named || given || navigator.language);
  }

  changeLanguage(code) {
    setLanguage(code);
    this.languageChosen = true;
    this.close();
    this.store.listeners = [];
    this.panel.element.remove();
    if (this.timeline) this.timeline.element.remove();
    const { window: days, words } = this.store;
    this.addPanel();
    this.panel.field.value = words;
    if (this.timeline && days) this.timeline.setDays(Math.max(days[0], this.store.days[0]), Math.min(days[1], this.store.days[1]));
    this.nameMap();
    this.follow();
    this.state.writeSoon();
    this.panel.element.querySelector('.em-languages select').closest('details').open = true;
    this.panel.element.querySelector('.em-languages select').focus();
  }

  nameMap() {
    const root = this.root();
    root.lang = languageCode;
    root.dir = TEXT.direction;
    this.container.setAttribute('role', 'region');
    this.container.setAttribute('aria-label', TEXT.map);
    const names = { '.leaflet-control-zoom-in': TEXT.zoomIn, '.leaflet-control-zoom-out': TEXT.zoomOut };
    for (const [selector, name] of Object.entries(names)) {
      const control = this.container.querySelector(selector);
      if (control) Object.assign(control, { title: name, ariaLabel: name });
    }
    if (!this.help) this.help = make('p', 'em-live');
    this.help.id = `${this.id}-map-help`;
    this.help.textContent = TEXT.mapHelp;
    this.container.append(this.help);
    this.container.setAttribute('aria-describedby', this.help.id);
  }

  /** The element that holds map and panel, or the map alone. */
  root() {
    return this.container.closest('.em-frame') || this.container;
  }

  async readBasemap(meta) {
    const [shapes, lines, places] = await Promise.all([
      inflateJson(block(this.id, 'shapes')),
      inflateColumns(block(this.id, 'lines')),
      inflateColumns(block(this.id, 'labels')),
    ]);
    return new Basemap(readTopologies(shapes, lines), places, new Set(meta.words.countries), meta.tiles);
  }

  setTheme() {
    this.theme = readTheme(this.root());
    this.stamps = new Stamps(this.theme);
    this.painter = new EventPainter(this.store, this.basemap, this.stamps, this.theme);
  }

  /** One canvas below the layers that others add, and one above them. */
  addPanes() {
    const name = (what) => `em-${what}-${this.id}`;
    const pane = (what, zIndex, paint) => canvasPane(name(what), zIndex, paint).addTo(this.map);
    this.panes = {};
    if (this.basemap) this.panes.base = pane('base', 150, (ctx, view) => this.basemap.paint(ctx, view, this.theme));
    this.panes.events = pane('events', 450, (ctx, view) => this.paint(ctx, view));
  }

  /** Areas, names and symbols. Symbols have room made for them among the names; a grid has not, and lies below them. */
  paint(ctx, view) {
    const { painter } = this;
    if (this.shown) painter.prepare(view);
    else Object.assign(painter, { hits: [], sights: [] });
    const names = () => this.basemap && this.basemap.paintLabels(ctx, view, this.theme, painter.boxes, this.namedSpots());
    if (this.overview && this.shown) this.overview.paint(ctx, view, this.theme);
    painter.paintAreas(ctx);
    if (!painter.isGrid) names();
    painter.paintEvents(ctx);
    if (painter.isGrid) names();
  }

  /** Places at which symbols are drawn, with how far the symbols reach; those of most events first. */
  namedSpots() {
    const { place } = this.store.tables.spots;
    const named = this.painter.laid.map(({ group, half }) => ({
      name: this.store.place(place[group.spot - 1]).place_name, gap: half, count: group.count, ...this.painter.positionOf(group.spot),
    }));
    return named.filter((one) => one.name).sort((a, b) => b.count - a.count);
  }

  addPanel() {
    const root = this.root();
    this.panel = new Panel(this);
    root.prepend(this.panel.element);
    if (this.store.days && this.store.days[1] > this.store.days[0]) {
      this.timeline = new Timeline(this.store, this.theme, this.overview);
      root.append(this.timeline.element);
    }
    this.panel.start();
    root.classList.toggle('em-has-time', Boolean(this.timeline));
    const size = () => {
      root.classList.toggle('em-narrow', root.clientWidth < NARROW);
      this.map.invalidateSize({ animate: false });
    };
    if (!this.sizes) {
      this.sizes = new ResizeObserver(size);
      this.sizes.observe(root);
    }
    size();
    if (this.map.attributionControl) this.map.attributionControl.setPrefix(false);
    document.title = this.store.meta.title || (addressTaken ? document.title : TEXT.defaultTitle);
  }

  /** Keeps the view in the address, and takes the view that stands there. Only one map of a page can. */
  takeAddress() {
    this.state = new ViewState(this);
    if (addressTaken) return;
    addressTaken = true;
    if (HAS_ADDRESS && window.location.hash.length > 1) this.state.apply(window.location.hash.slice(1));
    this.state.listen();
  }

  /** Shows the extent of all events that pass the filters at positions that are wanted, areas and rings whole. */
  fit(wanted) {
    const extent = this.painter.extent(wanted);
    if (!extent) return this.fitCountries();
    const [west, north, east, south] = extent;
    const corner = (x, y) => [latitudeOf(y), x * 360 - 180];
    this.map.fitBounds([corner(west, south), corner(east, north)], { padding: [44, 44], maxZoom: 9, animate: false });
  }

  /** Shows the countries that are named, where no event has a point. */
  fitCountries() {
    if (!this.store.meta.bounds) return;
    const [west, south, east, north] = this.store.meta.bounds;
    this.map.fitBounds([[south, west], [north, east]], { animate: false });
  }

  /** A button over the map that tells how many events lie outside the view, and shows them all. */
  addOutside() {
    this.outside = button('', 'em-button em-outside', () => this.fit(() => true));
    L.DomEvent.disableClickPropagation(this.outside);
    this.container.append(this.outside);
    this.countOutside = this.countOutside.bind(this);
    this.map.on('moveend', () => this.store.later.add(this.countOutside));
    this.countOutside();
  }

  countOutside() {
    const box = new View(this.map, this.pixelBounds()).box;
    const { spotX, spotY } = this.store;
    const counts = this.store.spotCounts;
    let away = 0;
    for (let spot = 1; spot < spotX.length; spot += 1) {
      if (!counts[spot]) continue;
      const [x, y] = [spotX[spot] / UNIT, spotY[spot] / UNIT];
      const inside = y >= box[1] && y <= box[3] && x + Math.ceil(box[0] - x) <= box[2];
      if (!inside) away += counts[spot];
    }
    this.outside.hidden = !away;
    this.outside.textContent = TEXT.outside(away);
  }

  /** What is in sight, in layer pixels. */
  pixelBounds() {
    const { min, max } = this.map.getPixelBounds();
    const origin = this.map.getPixelOrigin();
    return { min: min.subtract(origin), max: max.subtract(origin) };
  }

  listen() {
    this.follow();
    this.map.on('click', (event) => this.click(event.layerPoint));
    this.map.on('mousemove', (event) => {
      const over = this.shown && this.painter.hit(event.layerPoint, this.map);
      this.container.style.cursor = over ? 'pointer' : '';
      this.container.title = this.painter.describe(over);
    });
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.setTheme();
      if (this.panel) this.panel.theme = this.theme;
      if (this.timeline) this.timeline.theme = this.theme;
      this.redraw(true);
    });
    window.addEventListener('beforeprint', () => this.map.invalidateSize({ animate: false }));
  }

  /** Whether layers that are not ours lie on the map. */
  hasForeignLayers() {
    let found = false;
    this.map.eachLayer((one) => {
      found = found || !(one === this.layer || one instanceof typeLayerClass || one.options.em);
    });
    return found;
  }

  /** Redraws with each change of the filters. */
  follow() {
    this.store.onChange(() => this.redraw(), this.outside ? this.countOutside : null);
  }

  click(point) {
    const hit = this.shown && this.painter.hit(point, this.map);
    if (!hit) return this.clickCounted(point);
    const { rows, at } = this.painter.rowsOf(hit);
    if (rows.length) this.open(rows, at, hit);
  }

  /** Opens what is counted at a point where no event is drawn. */
  clickCounted(point) {
    if (!this.overview || !this.shown) return;
    const place = this.map.layerPointToLatLng(point).wrap();
    const view = new View(this.map, this.pixelBounds());
    const places = this.overview.placesAt(mercatorX(place.lng), mercatorY(place.lat), view.size);
    if (places) this.openCard(new CountCard(this, places), this.map.layerPointToLatLng(point));
  }

  /** Opens what is counted at a place of the overview, beside the map. */
  openCounted(place) {
    this.close();
    this.returnTo = document.activeElement;
    this.openSheet(new CountCard(this, [place]));
  }

  redraw(base = false) {
    if (base && this.panes.base) this.panes.base.redraw();
    this.panes.events.redraw();
  }

  showType(typeId, on) {
    const at = this.store.typeNumber.get(typeId);
    const { allowed } = this.store.facets.get('type');
    if (allowed[at] === Number(on)) return;
    allowed[at] = Number(on);
    this.store.touch('type');
  }

  /** Switches a type through its Leaflet layer, so that Leaflet's own layer control follows. */
  toggleType(typeId, on) {
    const layer = this.layer.typeLayer(typeId);
    if (on) this.map.addLayer(layer);
    else this.map.removeLayer(layer);
    this.showType(typeId, on);
  }

  /** Takes all filters back. */
  reset() {
    this.store.reset();
    for (const { id } of this.store.types) this.toggleType(id, true);
    if (this.timeline) this.timeline.setWindow([0, this.timeline.bins - 1]);
    this.panel.field.value = '';
    this.panel.views.forEach((view) => view.refresh());
  }

  /** Shows some events only, and their list. */
  chooseRows(rows) {
    this.close();
    this.store.choose(rows);
    this.panel.setOpen(true);
    this.panel.listSection.open = true;
    this.panel.list.element.focus();
  }

  /** Zooms in by three steps on an event. */
  zoomTo(row) {
    const place = this.placeOf(row);
    this.close();
    this.map.setView(place, Math.min(this.map.getZoom() + 3, this.map.getMaxZoom()), { animate: false });
  }

  /** Rings the event that is pointed at in the list; null for none. */
  mark(row) {
    if (this.painter.marked === row) return;
    this.painter.marked = row;
    this.panes.events.redraw();
  }

  setOpened(row) {
    this.opened = row;
    if (this.state) this.state.writeSoon();
  }

  /**
   * Opens the card of one of several events: at a point that was hit, at an event's own place, or beside the map.
   * @param {number[]} rows
   * @param {number} at
   * @param {object|number|null} where a hit, the row of an event, or null
   */
  open(rows, at, where) {
    this.close();
    this.returnTo = document.activeElement;
    const card = new Card(this, rows, at);
    this.openCard(card, this.placeOf(where));
    return card.ready;
  }

  /** Shows a card at a place, or beside the map where there is none or no room. */
  openCard(card, place) {
    if (place && !this.root().classList.contains('em-narrow')) this.openPopup(card, place);
    else this.openSheet(card);
  }

  placeOf(where) {
    if (where === null) return null;
    if (typeof where === 'object') return this.map.layerPointToLatLng([where.x, where.y]);
    if (!this.store.located(where)) return null;
    const { x, y } = this.painter.positionOf(this.store.columns.spot[where]);
    return L.latLng(latitudeOf(y), x * 360 - 180);
  }

  openPopup(card, place) {
    const options = { maxWidth: 360, minWidth: 260, className: 'em-popup', offset: [0, -4], autoPanPadding: [24, 24] };
    const popup = L.popup(options).setLatLng(place).setContent(card.element);
    card.element.tabIndex = -1;
    popup.on('remove', () => this.closed());
    card.ready.then(() => {
      if (!this.map.getBounds().pad(-0.05).contains(place)) this.map.panTo(place, { animate: false });
      popup.openOn(this.map);
      const close = popup.getElement().querySelector('.leaflet-popup-close-button');
      if (close) Object.assign(close, { title: TEXT.panelClose, ariaLabel: TEXT.panelClose });
      popup.getElement().addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
      card.element.focus({ preventScroll: true });
    });
  }

  openSheet(card) {
    const close = button('×', 'em-button em-sheet-close', () => this.close());
    close.setAttribute('aria-label', TEXT.panelClose);
    this.sheet = make('section', 'em-sheet', close, card.element);
    this.sheet.setAttribute('aria-label', TEXT.event);
    this.sheet.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
    L.DomEvent.disableClickPropagation(this.sheet).disableScrollPropagation(this.sheet);
    this.root().append(this.sheet);
    close.focus({ preventScroll: true });
  }

  close() {
    this.map.closePopup();
    if (!this.sheet) return;
    this.sheet.remove();
    this.sheet = null;
    this.closed();
  }

  /** The card is gone: the focus goes back to where it was. */
  closed() {
    this.setOpened(null);
    if (this.returnTo && this.returnTo.isConnected && this.returnTo !== document.body) this.returnTo.focus({ preventScroll: true });
    this.returnTo = null;
  }

  setShown(on) {
    this.shown = on;
    if (this.panes) this.redraw();
  }

  /** What tests may read. */
  handle() {
    return {
      id: this.id,
      map: this.map,
      ready: this.ready,
      settled: () => this.store.later.settled(),
      flush: () => this.store.flush(),
      visibleCount: () => this.store.shown.all,
      drawnCount: () => new Set(this.painter.hits.flatMap((hit) => this.painter.rowsOf(hit).rows)).size,
      hits: () => this.painter.hits.map((hit) => ({
        radius: hit.radius, ...this.painter.rowsOf(hit), ...this.map.layerPointToContainerPoint([hit.x, hit.y]),
      })),
      open: (row) => this.open([row], 0, row),
      rows: () => this.store.rows,
      page: this,
    };
  }
}
