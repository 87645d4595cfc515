/** How event types (shape, colour) and statuses (outline, fill) look. One place for the map and the legend. */

/** Corners of the shapes that mapper/taxonomy.py names, on a circle of radius 1; null: the circle itself. */
const SHAPES = {
  circle: null,
  square: regular(4, 45, 1.12),
  triangle: regular(3, -90, 1.22),
  triangle_down: regular(3, 90, 1.22),
  diamond: regular(4, 0, 1.2),
  hexagon: regular(6, 0, 1.1),
  star: star(5, 1.3, 0.58),
  plus: plus(1.15, 0.42, 0),
  cross: plus(1.2, 0.42, 45),
};

/**
 * What a status adds. fill: solid, none, tint, half, hatch; ring: a second outline; dash: of the outline;
 * strokes: lines across; dot: a dot in the middle; faded: greyed.
 */
const STATUS_STYLES = {
  happened: { fill: 'solid' },
  ongoing: { fill: 'solid', ring: true },
  planned: { fill: 'tint', dash: [3, 2] },
  attempted: { fill: 'half' },
  threatened: { fill: 'none' },
  denied: { fill: 'none', strokes: 2 },
  demanded: { fill: 'none', dot: true },
  failed: { fill: 'tint', strokes: 1 },
  alleged: { fill: 'hatch' },
  conditional: { fill: 'none', dash: [1, 2.2] },
};

function regular(corners, turn, radius) {
  return Array.from({ length: corners }, (_, at) => polar(turn + (360 * at) / corners, radius));
}

function star(points, outer, inner) {
  return Array.from({ length: 2 * points }, (_, at) => polar(-90 + (180 * at) / points, at % 2 ? inner : outer));
}

function plus(reach, half, turn) {
  const corners = [
    [-half, -reach], [half, -reach], [half, -half], [reach, -half], [reach, half], [half, half],
    [half, reach], [-half, reach], [-half, half], [-reach, half], [-reach, -half], [-half, -half],
  ];
  const angle = (turn * Math.PI) / 180;
  return corners.map(([x, y]) => [
    x * Math.cos(angle) - y * Math.sin(angle),
    x * Math.sin(angle) + y * Math.cos(angle),
  ]);
}

function polar(degrees, radius) {
  const angle = (degrees * Math.PI) / 180;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** The outline of a shape as the current path. */
function shapePath(ctx, shape, x, y, radius) {
  ctx.beginPath();
  const corners = SHAPES[shape];
  if (!corners) {
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], at) => {
    if (at) ctx.lineTo(x + dx * radius, y + dy * radius);
    else ctx.moveTo(x + dx * radius, y + dy * radius);
  });
  ctx.closePath();
}

/** A colour `#rrggbb` mixed with another, `share` from 0 (none of it) to 1. */
function mix(colour, other, share) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [a, b] = [parts(colour), parts(other)];
  return `rgb(${a.map((value, at) => Math.round(value * (1 - share) + b[at] * share)).join(' ')})`;
}

/** A colour darkened until it stands out from white (contrast 4.5 to 1, as WCAG counts it). */
function outlineColour(colour) {
  for (let share = 0; share < 1; share += 0.1) {
    const candidate = mix(colour, '#000000', share);
    if (1.05 / (luminance(candidate) + 0.05) >= 4.5) return candidate;
  }
  return '#000000';
}

/** Relative luminance of `rgb(r g b)`, 0 to 1. */
function luminance(colour) {
  const [red, green, blue] = colour.match(/\d+/g).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Draws one symbol around (x, y). */
function drawSymbol(ctx, type, status, x, y, radius, theme) {
  const style = STATUS_STYLES[status];
  const dark = outlineColour(type.colour);
  ctx.save();
  ctx.lineJoin = 'round';
  if (style.ring) drawRing(ctx, type, x, y, radius, theme);
  shapePath(ctx, type.symbol, x, y, radius);
  ctx.strokeStyle = theme['symbol-halo'];
  ctx.lineWidth = 3.2;
  ctx.stroke();
  fillShape(ctx, type, style.fill, x, y, radius, theme);
  shapePath(ctx, type.symbol, x, y, radius);
  ctx.setLineDash(style.dash || []);
  ctx.strokeStyle = dark;
  ctx.lineWidth = style.fill === 'solid' ? 1 : 1.8;
  ctx.stroke();
  ctx.setLineDash([]);
  if (style.strokes) drawStrokes(ctx, style.strokes, x, y, radius, theme);
  if (style.dot) drawDot(ctx, dark, x, y, radius);
  ctx.restore();
}

function drawRing(ctx, type, x, y, radius, theme) {
  const widths = [[4.2, theme['symbol-halo']], [1.8, outlineColour(type.colour)]];
  for (const [width, colour] of widths) {
    ctx.beginPath();
    ctx.arc(x, y, radius * 1.15 + 3.8, 0, 2 * Math.PI);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
}

function fillShape(ctx, type, fill, x, y, radius, theme) {
  ctx.fillStyle = theme['symbol-hollow'];
  ctx.fill();
  if (fill === 'none') return;
  ctx.save();
  ctx.clip();
  ctx.fillStyle = type.colour;
  ctx.strokeStyle = type.colour;
  const reach = radius * 1.5;
  if (fill === 'solid') ctx.fillRect(x - reach, y - reach, 2 * reach, 2 * reach);
  if (fill === 'half') ctx.fillRect(x - reach, y, 2 * reach, reach);
  if (fill === 'tint') {
    ctx.globalAlpha = 0.3;
    ctx.fillRect(x - reach, y - reach, 2 * reach, 2 * reach);
  }
  if (fill === 'hatch') hatch(ctx, x, y, reach);
  ctx.restore();
}

function hatch(ctx, x, y, reach) {
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (let step = -2 * reach; step <= 2 * reach; step += 3.6) {
    ctx.moveTo(x + step - reach, y + reach);
    ctx.lineTo(x + step + reach, y - reach);
  }
  ctx.stroke();
}

function drawStrokes(ctx, count, x, y, radius, theme) {
  const reach = radius * 1.05;
  const lines = [[-1, 1], [1, 1]].slice(0, count);
  for (const [width, colour] of [[3.2, theme['symbol-halo']], [1.6, theme['symbol-ink']]]) {
    ctx.beginPath();
    for (const [direction] of lines) {
      ctx.moveTo(x - reach * direction, y - reach);
      ctx.lineTo(x + reach * direction, y + reach);
    }
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

function drawDot(ctx, colour, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius * 0.36, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
}

/** Symbols drawn once and stamped often. */
class Stamps {
  constructor(theme) {
    this.theme = theme;
    this.made = new Map();
  }

  /** Stamps a symbol of a type in a status on the canvas. */
  draw(ctx, type, status, x, y, radius) {
    const density = Math.max(2, window.devicePixelRatio || 1);
    const key = `${type.id} ${status} ${radius}`;
    const half = Math.ceil(radius * 1.4 + 8);
    if (!this.made.has(key)) this.made.set(key, this.make(type, status, radius, half, density));
    ctx.drawImage(this.made.get(key), x - half, y - half, 2 * half, 2 * half);
  }

  make(type, status, radius, half, density) {
    const canvas = document.createElement('canvas');
    canvas.width = 2 * half * density;
    canvas.height = 2 * half * density;
    const ctx = canvas.getContext('2d');
    ctx.scale(density, density);
    drawSymbol(ctx, type, status, half, half, radius, this.theme);
    return canvas;
  }
}

/** A sharp canvas of so many pixels for legend and cards, drawn by `paint(ctx)`. */
function pictureElement(size, paint) {
  const canvas = document.createElement('canvas');
  const density = Math.max(2, window.devicePixelRatio || 1);
  canvas.width = size * density;
  canvas.height = size * density;
  canvas.className = 'em-symbol';
  canvas.style.width = `${size}px`;
  canvas.style.height = `${size}px`;
  canvas.setAttribute('aria-hidden', 'true');
  const ctx = canvas.getContext('2d');
  ctx.scale(density, density);
  paint(ctx);
  return canvas;
}

/** A symbol as an element. */
function symbolElement(type, status, theme, size = 24) {
  return pictureElement(size, (ctx) => drawSymbol(ctx, type, status, size / 2, size / 2, size / 3.6, theme));
}

/** A colour that is seen on the page's ground: black is not on a dark one. */
function seenColour(colour, theme) {
  return theme.dark && colour === '#000000' ? theme.quiet : colour;
}

/**
 * Fills the current path as an area of uncertainty: hatched, or a plain dashed ring where something is near; a wide one
 * paler, for much lies within it.
 */
function fillArea(ctx, colour, near, wide = false) {
  ctx.save();
  ctx.globalAlpha = near || wide ? 0.06 : 0.1;
  ctx.fillStyle = colour;
  ctx.fill('evenodd');
  if (!near) {
    ctx.globalAlpha = wide ? 0.16 : 0.4;
    ctx.fillStyle = hatching(ctx, colour);
    ctx.fill('evenodd');
  }
  ctx.globalAlpha = near ? 0.9 : 0.75;
  ctx.strokeStyle = colour;
  ctx.lineWidth = near ? 1.6 : 1.2;
  ctx.setLineDash(near ? [6, 4] : []);
  ctx.stroke();
  ctx.restore();
}

function hatching(ctx, colour) {
  const tile = document.createElement('canvas');
  tile.width = 9;
  tile.height = 9;
  const lines = tile.getContext('2d');
  lines.strokeStyle = colour;
  lines.beginPath();
  for (const shift of [-9, 0, 9]) {
    lines.moveTo(shift, 9);
    lines.lineTo(shift + 9, 0);
  }
  lines.stroke();
  return ctx.createPattern(tile, 'repeat');
}

/** A line of movement with an arrowhead at `to`, bent around `middle`; dashed where it is not under way or done. */
function drawMovement(ctx, colour, from, middle, to, dashed, theme) {
  ctx.save();
  ctx.lineCap = 'round';
  for (const [width, stroke] of [[6, theme['label-halo']], [2.6, colour]]) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = width;
    ctx.setLineDash(dashed && width < 5 ? [7, 6] : []);
    ctx.beginPath();
    ctx.moveTo(...from);
    ctx.quadraticCurveTo(...middle, ...to);
    ctx.stroke();
    ctx.setLineDash([]);
    drawArrowhead(ctx, middle, to, Math.min(13, Math.hypot(to[0] - from[0], to[1] - from[1]) / 2.2));
  }
  ctx.restore();
}

function drawArrowhead(ctx, before, tip, length) {
  const angle = Math.atan2(tip[1] - before[1], tip[0] - before[0]);
  ctx.beginPath();
  for (const side of [-0.45, 0.45]) {
    ctx.moveTo(tip[0] - length * Math.cos(angle + side), tip[1] - length * Math.sin(angle + side));
    ctx.lineTo(...tip);
  }
  ctx.stroke();
}

/** A point of a quadratic curve, `share` of the way. */
function pointOn({ from, middle, to }, share) {
  const rest = 1 - share;
  return [0, 1].map((side) => rest * rest * from[side] + 2 * rest * share * middle[side] + share * share * to[side]);
}

/** Small boxes along a curve. */
function boxesAlong(curve) {
  const steps = Math.min(100, Math.ceil(Math.hypot(curve.to[0] - curve.from[0], curve.to[1] - curve.from[1]) / 8));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const [x, y] = pointOn(curve, step / Math.max(1, steps));
    return [x - 5, y - 5, x + 5, y + 5];
  });
}

/** A count of events on a dark disc; of thousands how many, for there is no room for more. */
function drawCount(ctx, count, x, y, radius, theme) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = theme.cluster;
  ctx.fill();
  ctx.font = `600 ${radius * (count > 99 ? 0.95 : 1.05)}px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme['cluster-text'];
  ctx.fillText(count > 999 ? `${Math.floor(count / 1000)}k` : String(count), x, y + 0.5);
}

/** Small pictures of how the map shows how well a place is known. */
const SAMPLES = {
  point: (ctx, theme) => drawSymbol(ctx, SAMPLE_TYPE, 'happened', 12, 12, 6.5, theme),
  near: (ctx) => {
    ctx.beginPath();
    ctx.arc(12, 12, 9.5, 0, 2 * Math.PI);
    fillArea(ctx, SAMPLE_TYPE.colour, true);
  },
  area: (ctx) => {
    ctx.beginPath();
    ctx.rect(2.5, 4.5, 19, 15);
    fillArea(ctx, SAMPLE_TYPE.colour, false);
  },
  line: (ctx, theme) => drawMovement(ctx, SAMPLE_TYPE.colour, [3, 19], [8, 8], [21, 6], false, theme),
  several: (ctx, theme) => drawCount(ctx, 9, 12, 12, 9, theme),
  sized: (ctx, theme) => [[4.5, 3], [14.5, 6]].forEach(([x, r]) => drawSymbol(ctx, SAMPLE_TYPE, 'happened', x, 12, r, theme)),
  grid: (ctx, theme) => {
    ctx.fillStyle = theme['symbol-halo'];
    ctx.fillRect(3, 3, 18, 18);
    [['#D55E00', 4, 9], ['#000000', 13, 4], ['#009E73', 17, 3]].forEach(([colour, x, width]) => {
      ctx.fillStyle = colour;
      ctx.fillRect(x, 4, width, 16);
    });
  },
  counted: (ctx) => {
    [[3, 3, 0.55], [12, 3, 0.25], [3, 12, 0.35], [12, 12, 0.15]].forEach(([x, y, alpha]) => {
      ctx.globalAlpha = alpha;
      ctx.fillStyle = '#D55E00';
      ctx.fillRect(x, y, 9, 9);
    });
  },
  disputed: (ctx, theme) => {
    ctx.strokeStyle = theme.disputed;
    ctx.lineWidth = 1.6;
    ctx.setLineDash([5, 3]);
    ctx.beginPath();
    ctx.moveTo(2, 15);
    ctx.quadraticCurveTo(10, 5, 22, 12);
    ctx.stroke();
  },
};

const SAMPLE_TYPE = { id: 'sample', colour: '#5b6770', symbol: 'circle' };
