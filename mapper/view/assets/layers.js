/** What folium adds to its map: the layer of events, and a small one for each type. */

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
