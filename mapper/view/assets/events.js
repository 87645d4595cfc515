/** Draws the events that pass the filters: areas and rings below, lines and symbols above. */

const RING_MAX = 6;
const CELL = 60;

class EventPainter {
  constructor(store, basemap, stamps, theme) {
    Object.assign(this, { store, basemap, stamps, theme });
    this.radius = Math.round(7 * theme.scale);
    this.kept = new Map();
    this.hits = [];
    this.boxes = [];
    this.halves = new Map();
  }

  /** A value that is made once for each state of the filters (and each `key`), and kept until they change. */
  keep(name, key, makeValue) {
    const state = `${this.store.version} ${key}`;
    const known = this.kept.get(name);
    if (known && known.state === state) return known.value;
    const value = makeValue();
    this.kept.set(name, { state, value });
    return value;
  }

  /** Regions, circles of uncertainty and rings. */
  paintAreas(ctx, whole) {
    for (const view of whole.copies()) {
      for (const group of this.areaGroups()) this.paintArea(ctx, view, group);
    }
  }

  /** Events of one area (or of one uncertain spot) together: its first row and how many of each type. */
  areaGroups() {
    return this.keep('areas', '', () => this.groupAreas());
  }

  groupAreas() {
    const { area, radius } = this.store.columns;
    const groups = new Map();
    for (const row of this.store.visible((one) => this.store.located(one) && this.spread(one))) {
      const key = area[row] ? `a${area[row]}` : `s${this.store.spot[row]} ${radius[row]}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(row);
    }
    return [...groups.values()];
  }

  /** Whether the event is somewhere within an extent worth drawing. */
  spread(row) {
    return ['near', 'adm2', 'adm1', 'area'].includes(this.store.precisionOf(row));
  }

  /** The outline of the region that an event lies somewhere in, where there is one. */
  regionOf(row) {
    const area = this.store.areaOf(row);
    return area && this.basemap ? this.basemap.regionById.get(area[0]) : null;
  }

  paintArea(ctx, view, rows) {
    const first = rows[0];
    const colour = this.commonType(rows).colour;
    const near = this.store.precisionOf(first) === 'near';
    const region = near ? null : this.regionOf(first);
    if (region && !view.sees(region.box)) return;
    if (region) {
      ctx.beginPath();
      for (const ring of region.rings) trace(ctx, ring, view);
    } else if (!this.circlePath(ctx, view, first)) return;
    fillArea(ctx, colour, near);
  }

  /**
   * The rows to open the map on: all, or, where a few far ones would make all others a speck, those within the middle
   * 94 in 100 from west to east and from north to south.
   */
  mostRows() {
    const rows = this.store.visible((row) => this.store.located(row));
    const { spot, spots } = this.store;
    const ranges = ['x', 'y'].map((axis) => {
      const sorted = Float64Array.from(rows, (row) => spots[spot[row]][axis]).sort();
      const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
      return { axis, low: at(0.03), high: at(0.97), whole: at(1) - at(0) };
    });
    const narrow = ranges.every(({ low, high, whole }) => high - low < whole / 3);
    if (rows.length < 30 || !narrow) return rows;
    return rows.filter((row) => ranges.every(({ axis, low, high }) => spots[spot[row]][axis] >= low && spots[spot[row]][axis] <= high));
  }

  /** Box of all that may be drawn for some events, in unit coordinates; null for nothing. */
  extent(rows) {
    const boxes = rows.filter((row) => this.store.located(row)).flatMap((row) => this.boxesOf(row));
    if (!boxes.length) return null;
    const [west, north, east, south] = [0, 1, 2, 3].map((side) => boxes.map((box) => box[side]));
    const least = (values) => values.reduce((best, one) => Math.min(best, one), Infinity);
    const most = (values) => values.reduce((best, one) => Math.max(best, one), -Infinity);
    return [least(west), least(north), most(east), most(south)];
  }

  boxesOf(row) {
    const { lon2, lat2, radius } = this.store.columns;
    const spot = this.store.spots[this.store.spot[row]];
    const region = this.regionOf(row);
    const reach = this.spread(row) ? metresToUnits(radius[row], spot.y) : 0;
    const boxes = [region ? region.box : [spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach]];
    if (this.moves(row)) {
      const [x, y] = [mercatorX(lon2[row] / 1e6), mercatorY(lat2[row] / 1e6)];
      boxes.push([x, y, x, y]);
    }
    return boxes;
  }

  circlePath(ctx, view, row) {
    const spot = this.store.spots[this.store.spot[row]];
    const radius = view.pixels(this.store.columns.radius[row], spot.y);
    ctx.beginPath();
    if (radius < 3) return false;
    ctx.arc(view.x(spot.x), view.y(spot.y), radius, 0, 2 * Math.PI);
    return true;
  }

  commonType(rows) {
    const counts = new Map();
    for (const row of rows) {
      const type = this.store.columns.type[row];
      counts.set(type, (counts.get(type) || 0) + 1);
    }
    const [type] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best));
    return this.store.types[type];
  }

  /** Movements and symbols; remembers where each event was drawn. */
  paintEvents(ctx, whole) {
    this.hits = [];
    this.boxes = [];
    this.halves = new Map();
    for (const view of whole.copies()) {
      const laid = this.layOut(view);
      for (const row of this.movements()) this.paintMovement(ctx, view, row, laid);
      for (const one of laid) this.paintCluster(ctx, one);
    }
  }

  /** Where each cluster in sight stands, and how far its symbols reach. */
  layOut(view) {
    const laid = [];
    for (const cluster of this.clusters(view)) {
      const [x, y] = [Math.round(cluster.x + view.left), Math.round(cluster.y + view.top)];
      if (!insideBounds(view.bounds, x, y)) continue;
      const reach = clusterReach(cluster, this.radius);
      laid.push({ cluster, x, y, reach, half: reach + 1.15 * this.radius + 6 });
    }
    return laid;
  }

  movements() {
    return this.keep('movements', '', () => this.store.visible((one) => this.moves(one)));
  }

  moves(row) {
    return this.store.located(row) && this.store.columns.lon2[row] !== this.store.meta.nodata;
  }

  /** A curved line from one end to the other with an arrowhead; dashed unless it happened. */
  paintMovement(ctx, view, row, laid) {
    const { lon2, lat2 } = this.store.columns;
    const spot = this.store.spots[this.store.spot[row]];
    const from = [view.x(spot.x), view.y(spot.y)];
    let to = [view.x(mercatorX(lon2[row] / 1e6)), view.y(mercatorY(lat2[row] / 1e6))];
    const middle = [
      (from[0] + to[0]) / 2 + (to[1] - from[1]) * 0.14,
      (from[1] + to[1]) / 2 - (to[0] - from[0]) * 0.14,
    ];
    to = beforeSymbols(middle, to, laid);
    const dashed = !['happened', 'ongoing'].includes(this.store.statusOf(row));
    drawMovement(ctx, this.store.typeOf(row).colour, from, middle, to, dashed, this.theme);
    const half = [(from[0] + 2 * middle[0] + to[0]) / 4, (from[1] + 2 * middle[1] + to[1]) / 4];
    this.hits.push({ x: to[0], y: to[1], radius: 12, rows: [row], at: 0 });
    this.hits.push({ x: half[0], y: half[1], radius: 10, rows: [row], at: 0 });
  }

  /**
   * Events whose symbols would cover each other, together: where in the world's pixels at this zoom, and which rows.
   * The same wherever the map is moved to.
   */
  clusters(view) {
    return this.keep('clusters', view.size, () => {
      const spots = [...this.rowsBySpot()].map(([number, rows]) => {
        const { x, y } = this.store.spots[number];
        return { x: x * view.size, y: y * view.size, rows, number };
      });
      spots.sort((a, b) => b.rows.length - a.rows.length || a.number - b.number);
      return mergeClose(spots, this.radius);
    });
  }

  rowsBySpot() {
    return this.keep('spots', '', () => {
      const bySpot = new Map();
      for (const row of this.store.visible((one) => this.store.located(one))) {
        const spot = this.store.spot[row];
        if (!bySpot.has(spot)) bySpot.set(spot, []);
        bySpot.get(spot).push(row);
      }
      return bySpot;
    });
  }

  paintCluster(ctx, { cluster, x, y, reach, half }) {
    const { rows } = cluster;
    const single = rows.length <= RING_MAX;
    if (!cluster.members) {
      cluster.members = single ? rows.map((row, at) => ({ row, at })) : this.kinds(rows).slice(0, RING_MAX);
    }
    if (reach) this.paintPlate(ctx, x, y, reach);
    cluster.members.forEach(({ row, at }, place) => {
      const angle = (2 * Math.PI * place) / cluster.members.length - Math.PI / 2;
      const [atX, atY] = [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
      this.stamps.draw(ctx, this.store.typeOf(row), this.store.statusOf(row), atX, atY, this.radius);
      this.hits.push({ x: atX, y: atY, radius: this.radius + 4, rows, at });
    });
    if (!single) {
      drawCount(ctx, rows.length, x, y, this.radius + 3, this.theme);
      this.hits.push({ x, y, radius: this.radius + 3, rows, at: 0 });
    }
    this.halves.set(cluster.spot, half);
    this.boxes.push([x - half, y - half, x + half, y + half]);
  }

  /** One row for each type and status among the rows, the commonest first. */
  kinds(rows) {
    const found = new Map();
    rows.forEach((row, at) => {
      const key = this.store.columns.type[row] * 16 + this.store.columns.status[row];
      if (!found.has(key)) found.set(key, { row, at, count: 0 });
      found.get(key).count += 1;
    });
    return [...found.values()].sort((a, b) => b.count - a.count || a.at - b.at);
  }

  paintPlate(ctx, x, y, reach) {
    ctx.save();
    ctx.beginPath();
    ctx.arc(x, y, reach + 1, 0, 2 * Math.PI);
    ctx.fillStyle = this.theme.plate;
    ctx.fill();
    ctx.strokeStyle = this.theme.cluster;
    ctx.lineWidth = 0.8;
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, y, 1.8, 0, 2 * Math.PI);
    ctx.fillStyle = this.theme.cluster;
    ctx.fill();
    ctx.restore();
  }

  /** What was drawn at a point in layer pixels, the last drawn first; else the events of the area there. */
  hit(point, map) {
    let best = null;
    for (const hit of this.hits) {
      const distance = Math.hypot(hit.x - point.x, hit.y - point.y);
      if (distance <= hit.radius && (!best || distance < best.distance)) best = { ...hit, distance };
    }
    return best || this.areaHit(point, map);
  }

  areaHit(point, map) {
    if (!this.basemap) return null;
    const place = map.layerPointToLatLng(point).wrap();
    const [x, y] = [mercatorX(place.lng), mercatorY(place.lat)];
    for (const rows of this.areaGroups()) {
      const region = this.regionOf(rows[0]);
      if (region && contains(region, x, y)) return { x: point.x, y: point.y, rows, at: 0 };
    }
    return null;
  }
}

function insideBounds(bounds, x, y) {
  return x >= bounds.min.x - 40 && x <= bounds.max.x + 40 && y >= bounds.min.y - 40 && y <= bounds.max.y + 40;
}

/** Joins each spot to an earlier cluster whose symbols it would cover, with the help of a grid. */
function mergeClose(spots, radius) {
  const cells = new Map();
  const clusters = [];
  for (const spot of spots) {
    const [column, row] = [Math.floor(spot.x / CELL), Math.floor(spot.y / CELL)];
    const near = nearest(cells, column, row, spot, radius);
    if (near) {
      for (const one of spot.rows) near.rows.push(one);
      continue;
    }
    const cluster = { x: spot.x, y: spot.y, rows: [...spot.rows], spot: spot.number };
    const key = cellKey(column, row);
    if (cells.has(key)) cells.get(key).push(cluster);
    else cells.set(key, [cluster]);
    clusters.push(cluster);
  }
  for (const cluster of clusters) cluster.rows.sort((a, b) => a - b);
  return clusters;
}

/** One number for a cell; the world has fewer than 2^26 cells a side at any zoom. */
const cellKey = (column, row) => column * 2 ** 26 + row;

/** The nearest cluster that would be covered, if any; clusters lie in the grid by their middles. */
function nearest(cells, column, row, spot, radius) {
  let best = null;
  let bestDistance = Infinity;
  const own = clusterReach(spot, radius);
  for (let across = column - 1; across <= column + 1; across += 1) {
    for (let down = row - 1; down <= row + 1; down += 1) {
      for (const cluster of cells.get(cellKey(across, down)) || []) {
        const distance = Math.hypot(cluster.x - spot.x, cluster.y - spot.y);
        const reach = clusterReach(cluster, radius) + own + radius;
        if (distance < reach && distance < bestDistance) [best, bestDistance] = [cluster, distance];
      }
    }
  }
  return best;
}

/** How far the symbols of a cluster stand from its middle. */
function clusterReach({ rows }, radius) {
  if (rows.length > RING_MAX) return ringReach(RING_MAX, true, radius);
  return rows.length > 1 ? ringReach(rows.length, false, radius) : 0;
}

/** The end of a line, drawn back to where it meets the symbols that stand there. */
function beforeSymbols(before, end, laid) {
  const there = laid.find(({ x, y, half }) => Math.hypot(x - end[0], y - end[1]) < half);
  if (!there) return end;
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]);
  const share = Math.max(0.3, 1 - there.half / length);
  return [before[0] + (end[0] - before[0]) * share, before[1] + (end[1] - before[1]) * share];
}

/** Radius of the ring on which symbols stand side by side, around a count or around nothing. */
function ringReach(members, counted, radius) {
  const side = members > 1 ? (radius + 2.2) / Math.sin(Math.PI / members) : 0;
  return Math.max(side, counted ? radius + 13 : 0);
}
