/** Brings it together: `EventMapper.layer(id)` is the Leaflet layer whose data stands in the page under that id. */

const NARROW = 720;

class EventPage {
  constructor(layer, map) {
    Object.assign(this, { layer, map, id: layer.id, shown: true });
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
    this.store = new Store(this.id, meta, readColumns(await inflate(block(this.id, 'columns'))));
    for (const [typeId, on] of this.layer.typesShown) this.showType(typeId, on);
    this.basemap = meta.base ? await this.readBasemap() : null;
    await this.readNames();
    if (this.basemap) this.basemap.linkPlaces(this.named);
    this.root().classList.add('em-root');
    this.container.setAttribute('role', 'region');
    this.container.setAttribute('aria-label', TEXT.map);
    this.setTheme();
    if (meta.panel) this.addPanel();
    if (meta.panel && meta.fit) this.fit(this.painter.mostRows());
    this.addPanes();
    if (meta.panel) this.addOutside();
    this.listen();
    performance.mark(`event-mapper ready ${this.id}`);
  }

  /** The element that holds map and panel, or the map alone. */
  root() {
    return this.container.closest('.em-frame') || this.container;
  }

  async readBasemap() {
    const prefix = `${this.id}:base/`;
    const blocks = [...document.querySelectorAll(`script[id^="${prefix}"]`)];
    const read = async (element) => [element.id.slice(prefix.length), await inflateJson(element.textContent)];
    const topologies = new Map(await Promise.all(blocks.map(read)));
    const places = await inflateJson(block(this.id, 'labels'));
    return new Basemap(topologies, places, new Set(this.store.meta.countries), this.store.meta.tiles);
  }

  /** Names of the places that have events, so that they are labelled before all others. */
  async readNames() {
    this.named = [];
    const seen = new Set();
    for (let row = 0; row < Math.min(this.store.rows, 4 * this.store.meta.chunk); row += 1) {
      const spot = this.store.spot[row];
      if (spot < 0 || seen.has(spot)) continue;
      seen.add(spot);
      const { place_name: name } = await this.store.texts(row);
      if (name) this.named.push({ name, spot, ...this.store.spots[spot] });
    }
  }

  setTheme() {
    this.theme = readTheme(this.root());
    this.stamps = new Stamps(this.theme);
    this.painter = new EventPainter(this.store, this.basemap, this.stamps, this.theme);
  }

  addPanes() {
    const name = (what) => `em-${what}-${this.id}`;
    const pane = (what, zIndex, paint) => canvasPane(name(what), zIndex, paint).addTo(this.map);
    const visible = (paint) => (ctx, view) => this.shown && paint(ctx, view);
    this.panes = {};
    if (this.basemap) this.panes.base = pane('base', 150, (ctx, view) => this.basemap.paint(ctx, view, this.theme));
    this.panes.areas = pane('areas', 380, visible((ctx, view) => this.painter.paintAreas(ctx, view)));
    this.panes.events = pane('events', 450, visible((ctx, view) => this.painter.paintEvents(ctx, view)));
    if (this.basemap) {
      this.panes.labels = pane('labels', 390, (ctx, view) =>
        this.basemap.paintLabels(ctx, view, this.theme, this.painter.boxes, this.namedSpots()),
      );
    }
  }

  /** Places at which symbols are drawn, with how far the symbols reach. */
  namedSpots() {
    if (!this.shown) return [];
    const drawn = this.named.filter(({ spot }) => this.painter.halves.has(spot));
    return drawn.map((one) => ({ ...one, gap: this.painter.halves.get(one.spot) }));
  }

  addPanel() {
    const root = this.root();
    this.panel = new Panel(this);
    root.prepend(this.panel.element);
    if (this.store.days && this.store.days[1] > this.store.days[0]) {
      this.timeline = new Timeline(this.store, this.theme);
      root.append(this.timeline.element);
    }
    root.classList.toggle('em-has-time', Boolean(this.timeline));
    const size = () => {
      root.classList.toggle('em-narrow', root.clientWidth < NARROW);
      this.map.invalidateSize({ animate: false });
    };
    new ResizeObserver(size).observe(root);
    size();
    if (this.map.attributionControl) this.map.attributionControl.setPrefix(false);
    document.title = this.store.meta.title || document.title;
  }

  /** Shows the extent of all events that pass the filters, or of most of them, areas and rings whole. */
  fit(rows) {
    const extent = this.painter.extent(rows);
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
    this.outside = make('button', 'em-button em-outside');
    this.outside.type = 'button';
    this.outside.addEventListener('click', () => this.fit(this.store.visible()));
    L.DomEvent.disableClickPropagation(this.outside);
    this.container.append(this.outside);
    this.map.on('moveend', () => this.countOutside());
    this.store.onChange(() => this.countOutside());
    this.countOutside();
  }

  countOutside() {
    const bounds = this.map.getBounds();
    const { lon, lat } = this.store.columns;
    const away = this.store.visible((row) => this.store.located(row) && !bounds.contains([lat[row] / 1e6, lon[row] / 1e6]));
    this.outside.hidden = !away.length;
    this.outside.textContent = TEXT.outside(away.length);
  }

  listen() {
    this.store.onChange(() => this.redraw());
    this.map.on('click', (event) => {
      const hit = this.shown && this.painter.hit(event.layerPoint, this.map);
      if (hit) this.open(hit.rows, hit.at, hit);
    });
    this.map.on('mousemove', (event) => {
      const over = this.shown && this.painter.hit(event.layerPoint, this.map);
      this.container.style.cursor = over ? 'pointer' : '';
    });
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.setTheme();
      this.redraw(true);
    });
  }

  redraw(base = false) {
    if (base && this.panes.base) this.panes.base.redraw();
    this.panes.areas.redraw();
    this.panes.events.redraw();
    if (this.panes.labels) this.panes.labels.redraw();
  }

  showType(typeId, on) {
    this.store.filter.types[this.store.typeNumber.get(typeId)] = Number(on);
    this.store.setFilter({});
  }

  /** Switches a type through its Leaflet layer, so that Leaflet's own layer control follows. */
  toggleType(typeId, on) {
    const layer = this.layer.typeLayer(typeId);
    if (on) this.map.addLayer(layer);
    else this.map.removeLayer(layer);
  }

  /**
   * Opens the card of one of several events: at a point that was hit, at an event's own place, or beside the map.
   * @param {number[]} rows
   * @param {number} at
   * @param {object|number|null} where a hit, the row of an event, or null
   */
  open(rows, at, where) {
    this.close();
    const card = new Card(this.store, this.theme, rows, at);
    const place = this.placeOf(where);
    if (place && !this.root().classList.contains('em-narrow')) this.openPopup(card, place);
    else this.openSheet(card);
    return card.ready;
  }

  placeOf(where) {
    if (where === null) return null;
    if (typeof where === 'object') return this.map.layerPointToLatLng([where.x, where.y]);
    if (!this.store.located(where)) return null;
    const { lon, lat } = this.store.columns;
    return L.latLng(lat[where] / 1e6, lon[where] / 1e6);
  }

  openPopup(card, place) {
    const options = { maxWidth: 360, minWidth: 260, className: 'em-popup', offset: [0, -4], autoPanPadding: [24, 24] };
    this.popup = L.popup(options).setLatLng(place).setContent(card.element);
    card.ready.then(() => {
      if (!this.map.getBounds().pad(-0.05).contains(place)) this.map.panTo(place, { animate: false });
      this.popup.openOn(this.map);
    });
  }

  openSheet(card) {
    const close = make('button', 'em-button em-sheet-close', '×');
    close.type = 'button';
    close.setAttribute('aria-label', TEXT.panelClose);
    close.addEventListener('click', () => this.close());
    this.sheet = make('div', 'em-sheet', close, card.element);
    L.DomEvent.disableClickPropagation(this.sheet).disableScrollPropagation(this.sheet);
    this.root().append(this.sheet);
    close.focus({ preventScroll: true });
  }

  close() {
    this.map.closePopup();
    if (this.sheet) this.sheet.remove();
    this.sheet = null;
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
      visibleCount: () => this.store.visible().length,
      drawnCount: () => new Set(this.painter.hits.flatMap((hit) => hit.rows)).size,
      hits: () => this.painter.hits.map((hit) => ({ ...hit, ...this.map.layerPointToContainerPoint([hit.x, hit.y]) })),
      open: (row) => this.open([row], 0, row),
      rows: () => this.store.rows,
    };
  }
}

/** The Leaflet layer of all events. */
function defineEventLayer() {
  return L.Layer.extend({
    initialize(id) {
      this.id = id;
      this.typeLayers = new Map();
      this.typesShown = new Map();
    },

    onAdd(map) {
      if (this.page) {
        this.page.setShown(true);
        return;
      }
      this.page = new EventPage(this, map);
      window.eventMaps.push(this.page.handle());
    },

    onRemove() {
      this.page.setShown(false);
    },

    /** A small layer for one type: added or removed, it shows or hides that type. */
    typeLayer(typeId) {
      if (!this.typeLayers.has(typeId)) this.typeLayers.set(typeId, new typeLayerClass(this, typeId));
      return this.typeLayers.get(typeId);
    },

    showType(typeId, on) {
      this.typesShown.set(typeId, on);
      if (this.page && this.page.store) this.page.showType(typeId, on);
    },
  });
}

function defineTypeLayer() {
  return L.Layer.extend({
    initialize(owner, typeId) {
      Object.assign(this, { owner, typeId });
      owner.showType(typeId, false);
    },
    onAdd() {
      this.owner.showType(this.typeId, true);
    },
    onRemove() {
      this.owner.showType(this.typeId, false);
    },
  });
}

let eventLayerClass = null;
let typeLayerClass = null;

window.eventMaps = [];
window.EventMapper = {
  /** The layer whose data blocks stand in the page as `id:...`. */
  layer(id) {
    eventLayerClass = eventLayerClass || defineEventLayer();
    typeLayerClass = typeLayerClass || defineTypeLayer();
    return new eventLayerClass(id);
  },
};
