/** A canvas that follows the map, and the page's colours. */

/** Colours and fonts for the canvases, from the style sheet, so that light and dark live in one place. */
function readTheme(element) {
  const style = getComputedStyle(element);
  const names = [
    'sea', 'land', 'land-focus', 'coast', 'border', 'region', 'river', 'lake',
    'label', 'label-country', 'label-region', 'label-halo',
    'symbol-halo', 'symbol-hollow', 'symbol-ink', 'plate', 'cluster', 'cluster-text', 'accent', 'rule', 'quiet', 'ink', 'paper', 'disputed',
  ];
  const theme = {
    font: style.getPropertyValue('--em-font').trim() || 'sans-serif',
    scale: Number(style.getPropertyValue('--em-scale')) || 1,
    dark: window.matchMedia('(prefers-color-scheme: dark)').matches,
  };
  for (const name of names) theme[name] = style.getPropertyValue(`--em-${name}`).trim();
  return theme;
}

/**
 * Where unit Mercator coordinates fall on a canvas: `x * size + left`, `y * size + top` in layer pixels. The canvas is
 * larger than what is `seen` of it: left, top, right, bottom.
 */
class View {
  constructor(map, bounds) {
    const zoom = map.getZoom();
    const origin = map.getPixelOrigin();
    this.zoom = zoom;
    this.size = 256 * 2 ** zoom;
    this.left = -origin.x;
    this.top = -origin.y;
    this.bounds = bounds;
    const seen = map.getPixelBounds();
    this.seen = [seen.min.x - origin.x, seen.min.y - origin.y, seen.max.x - origin.x, seen.max.y - origin.y];
    this.box = [
      (bounds.min.x - this.left) / this.size,
      (bounds.min.y - this.top) / this.size,
      (bounds.max.x - this.left) / this.size,
      (bounds.max.y - this.top) / this.size,
    ];
  }

  /** The same view of the world's copy that lies `worlds` further east. */
  shifted(worlds) {
    const copy = Object.create(View.prototype);
    Object.assign(copy, this, { left: this.left + worlds * this.size });
    copy.box = [this.box[0] - worlds, this.box[1], this.box[2] - worlds, this.box[3]];
    return copy;
  }

  /** Views of every copy of the world that is in sight; a ring across the antimeridian reaches into the next one. */
  copies() {
    const found = [];
    for (let world = Math.floor(this.box[0]) - 1; world < this.box[2]; world += 1) found.push(this.shifted(world));
    return found;
  }

  sees(box) {
    return box[0] < this.box[2] && box[2] > this.box[0] && box[1] < this.box[3] && box[3] > this.box[1];
  }

  x(unit) {
    return unit * this.size + this.left;
  }

  y(unit) {
    return unit * this.size + this.top;
  }

  /** Pixels of a length on the ground, at a unit y. */
  pixels(metres, unitY) {
    return metresToUnits(metres, unitY) * this.size;
  }
}

/** Adds a line of unit coordinates to the current path, leaving out points closer than half a pixel. */
function trace(ctx, line, view) {
  let lastX = view.x(line[0]);
  let lastY = view.y(line[1]);
  ctx.moveTo(lastX, lastY);
  const end = line.length - 2;
  for (let at = 2; at <= end; at += 2) {
    const x = view.x(line[at]);
    const y = view.y(line[at + 1]);
    if (at < end && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7) continue;
    ctx.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}

/** Made on first use, for Leaflet may be loaded after this script. */
let canvasPaneClass = null;

/**
 * A canvas of its own in a pane of its own, redrawn when the map has moved.
 * @param {string} pane name of the pane
 * @param {number} zIndex order of the pane
 * @param {(ctx: CanvasRenderingContext2D, view: View) => void} paint draws all that is in sight
 */
function canvasPane(pane, zIndex, paint) {
  canvasPaneClass = canvasPaneClass || defineCanvasPane();
  return new canvasPaneClass({ pane, zIndex, paint, padding: 0.2, em: true });
}

function defineCanvasPane() {
  return L.Renderer.extend({ ...CANVAS_PANE });
}

const CANVAS_PANE = {
  onAdd(map) {
    const { pane, zIndex } = this.options;
    if (!map.getPane(pane)) {
      const element = map.createPane(pane);
      element.style.zIndex = zIndex;
      element.style.pointerEvents = 'none';
    }
    L.Renderer.prototype.onAdd.call(this, map);
  },

  _initContainer() {
    this._container = document.createElement('canvas');
    this._container.setAttribute('aria-hidden', 'true');
    this._ctx = this._container.getContext('2d');
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
    delete this._ctx;
  },

  /** Moves that stay within what is drawn already need no new picture. */
  _update() {
    if (!this._map || (this._map._animatingZoom && this._bounds)) return;
    if (this._holdsView()) return;
    L.Renderer.prototype._update.call(this);
    this._resize(this._bounds.getSize(), window.devicePixelRatio || 1);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._drawn = { zoom: this._map.getZoom(), origin: this._map.getPixelOrigin(), size: this._map.getSize() };
    this.redraw();
  },

  _holdsView() {
    const { _drawn: drawn, _map: map } = this;
    if (!drawn || drawn.zoom !== map.getZoom() || !drawn.origin.equals(map.getPixelOrigin())) return false;
    if (!drawn.size.equals(map.getSize())) return false;
    const seen = map.getPixelBounds();
    return this._bounds.contains(L.bounds(seen.min.subtract(drawn.origin), seen.max.subtract(drawn.origin)));
  },

  /** A canvas that has its size already keeps it: to set it anew costs as much as to make one. */
  _resize(size, density) {
    const { _container: canvas } = this;
    const [width, height] = [Math.round(size.x * density), Math.round(size.y * density)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    this._density = density;
  },

  /** Draws anew at the present place and zoom. */
  redraw() {
    if (!this._map || !this._bounds) return;
    const ctx = this._ctx;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this._container.width, this._container.height);
    ctx.setTransform(this._density, 0, 0, this._density, 0, 0);
    ctx.translate(-this._bounds.min.x, -this._bounds.min.y);
    this.options.paint(ctx, new View(this._map, this._bounds));
  },
};
