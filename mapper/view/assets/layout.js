/** Which positions are drawn together: as symbols where they would cover each other, as a grid where they are many. */

/** Where both positions in sight and events are more than this, they are drawn as a grid of densities. */
const MOST_SPOTS = 1200;
/** Sight is taken in whole blocks of so many pixels, so that small moves change nothing. */
const BLOCK = 512;
const GRID_CELL = 22;
const RING_MAX = 6;
const CELL = 60;

class Layout {
  /**
   * @param {Store} store
   * @param {number} radius of a symbol in pixels
   * @param {number} scale of the theme
   */
  constructor(store, radius, scale) {
    Object.assign(this, { store, radius });
    this.cell = GRID_CELL * scale;
    this.kept = new Map();
    /** Which cell of the grid each position lies in; the filters do not change that. */
    this.cells = new Map();
  }

  /** The layout for a view (of one copy of the world): its groups, and which group each position belongs to. */
  of(view) {
    const sight = this.sight(view);
    const key = `${view.size} ${sight.join()}`;
    if (this.version !== this.store.version) {
      this.kept.clear();
      this.version = this.store.version;
    }
    if (!this.kept.has(key)) {
      if (this.kept.size > 2) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(key, this.make(view.size, sight));
    }
    return this.kept.get(key);
  }

  /** West, north, east and south in pixels of the world at this zoom, in whole blocks. */
  sight({ bounds, left, top }) {
    const down = (value) => Math.floor(value / BLOCK) * BLOCK;
    return [
      down(bounds.min.x - left - 40), down(bounds.min.y - top - 40),
      down(bounds.max.x - left + 40) + BLOCK, down(bounds.max.y - top + 40) + BLOCK,
    ];
  }

  make(size, sight) {
    if (!this.spotsWithin(size, sight).length) return { groups: [], group: new Int32Array(0), grid: false };
    if (this.store.shown.all > MOST_SPOTS) {
      const cells = this.cellsOf(size, sight);
      if (cells.spots > MOST_SPOTS) return this.grid(cells);
    }
    const counts = this.store.spotCounts;
    return this.symbols(size, this.spotsWithin(size, sight).filter((spot) => counts[spot]));
  }

  /** Numbers of the positions in sight; they lie from west to east. */
  spotsWithin(size, [west, north, east, south]) {
    const { spotX, spotY } = this.store;
    const unit = (pixels) => (pixels / size) * UNIT;
    const low = lowerBound(spotX, spotX.length, (x) => x >= unit(west));
    const high = lowerBound(spotX, spotX.length, (x) => x > unit(east));
    const [top, bottom] = [unit(north), unit(south)];
    const found = new Uint32Array(Math.max(0, high - Math.max(1, low)));
    let count = 0;
    for (let spot = Math.max(1, low); spot < high; spot += 1) {
      if (spotY[spot] >= top && spotY[spot] <= bottom) found[count++] = spot;
    }
    return found.subarray(0, count);
  }

  /** Positions whose symbols would cover each other, together. */
  symbols(size, numbers) {
    const { spotX, spotY } = this.store;
    const spots = Array.from(numbers, (number) => ({
      number, count: this.store.spotCounts[number], x: (spotX[number] / UNIT) * size, y: (spotY[number] / UNIT) * size,
    }));
    spots.sort((a, b) => b.count - a.count || a.number - b.number);
    const groups = mergeClose(spots, this.radius);
    const group = new Int32Array(spotX.length).fill(-1);
    groups.forEach((one, at) => one.spots.forEach((spot) => (group[spot] = at)));
    this.fillGroups(groups, group);
    return { groups, group, grid: false };
  }

  /** Gives each small group its rows, and each large one its commonest kinds, in one pass over the events. */
  fillGroups(groups, group) {
    const { fail, ranges, columns, meta } = this.store;
    const { spot, type, status } = columns;
    const statuses = meta.statuses.length;
    const kinds = this.store.types.length * statuses;
    const small = Uint8Array.from(groups, ({ count }) => Number(count <= RING_MAX));
    const tally = new Uint32Array(groups.length * kinds);
    for (const [first, last] of ranges) {
      for (let row = first; row < last; row += 1) {
        if (fail[row]) continue;
        const at = group[spot[row]];
        if (at < 0) continue;
        if (small[at]) groups[at].members.push(row);
        else tally[at * kinds + type[row] * statuses + status[row]] += 1;
      }
    }
    groups.forEach((one, at) => {
      if (!small[at]) one.kinds = commonest(tally.subarray(at * kinds, (at + 1) * kinds), statuses);
    });
  }

  /** The grid's cells in sight, fixed to the ground, and which of them each position lies in. */
  cellsOf(size, sight) {
    const key = `${size} ${sight.join()}`;
    if (!this.cells.has(key)) {
      if (this.cells.size > 2) this.cells.delete(this.cells.keys().next().value);
      this.cells.set(key, this.makeCells(size, sight));
    }
    return this.cells.get(key);
  }

  makeCells(size, [west, north, east, south]) {
    const { cell } = this;
    const { spotX, spotY } = this.store;
    const [left, top] = [Math.floor(west / cell), Math.floor(north / cell)];
    const across = Math.ceil(east / cell) - left + 1;
    const down = Math.ceil(south / cell) - top + 1;
    const group = new Int32Array(spotX.length).fill(-1);
    const scale = size / UNIT / cell;
    const spots = this.spotsWithin(size, [west, north, east, south]);
    for (const spot of spots) {
      group[spot] = (Math.floor(spotY[spot] * scale) - top) * across + Math.floor(spotX[spot] * scale) - left;
    }
    return { group, spots: spots.length, left, top, across, down };
  }

  /** How many events of each layer the cells have. */
  grid({ group, left, top, across, down }) {
    const { fail, ranges, columns, layers, layerOfType } = this.store;
    const count = layers.length;
    const tally = new Uint32Array(across * down * count);
    const { spot, type } = columns;
    for (const [first, last] of ranges) {
      for (let row = first; row < last; row += 1) {
        if (fail[row]) continue;
        const at = group[spot[row]];
        if (at >= 0) tally[at * count + layerOfType[type[row]]] += 1;
      }
    }
    return { groups: gridGroups(tally, count, across, left, top, this.cell), group, grid: true };
  }

  /** Rows of one group that pass the filters, in the order of time. */
  rowsOf(layout, at) {
    const { columns } = this.store;
    const wanted = layout.grid ? layout.groups[at].at : at;
    return this.store.visible((row) => layout.group[columns.spot[row]] === wanted);
  }
}

/** Non-empty cells: their middle in pixels of the world, their count, and each layer's, with the commonest. */
function gridGroups(tally, layers, across, left, top, cell) {
  const groups = [];
  for (let at = 0; at * layers < tally.length; at += 1) {
    let count = 0;
    let most = 0;
    for (let layer = 0; layer < layers; layer += 1) {
      const one = tally[at * layers + layer];
      count += one;
      if (one > tally[at * layers + most]) most = layer;
    }
    if (!count) continue;
    const [x, y] = [(left + (at % across) + 0.5) * cell, (top + Math.floor(at / across) + 0.5) * cell];
    const parts = tally.subarray(at * layers, (at + 1) * layers);
    groups.push({ x, y, at, count, parts, layer: most, share: parts[most] / count });
  }
  return groups;
}

/** The commonest kinds (type and status) of a tally. */
function commonest(tally, statuses) {
  const found = [];
  tally.forEach((count, kind) => count && found.push({ count, type: Math.floor(kind / statuses), status: kind % statuses }));
  return found.sort((a, b) => b.count - a.count).slice(0, RING_MAX);
}

/** Joins each position to an earlier group whose symbols it would cover, with the help of a grid. */
function mergeClose(spots, radius) {
  const cells = new Map();
  const groups = [];
  for (const spot of spots) {
    const [column, row] = [Math.floor(spot.x / CELL), Math.floor(spot.y / CELL)];
    const near = nearest(cells, column, row, spot, radius);
    if (near) {
      near.spots.push(spot.number);
      near.count += spot.count;
      continue;
    }
    const group = { x: spot.x, y: spot.y, spot: spot.number, spots: [spot.number], count: spot.count, members: [] };
    const key = cellKey(column, row);
    if (cells.has(key)) cells.get(key).push(group);
    else cells.set(key, [group]);
    groups.push(group);
  }
  return groups;
}

/** One number for a cell; the world has fewer than 2^26 cells a side at any zoom. */
const cellKey = (column, row) => column * 2 ** 26 + row;

/** The nearest group that would be covered, if any; groups lie in the grid by their middles. */
function nearest(cells, column, row, spot, radius) {
  let best = null;
  let bestDistance = Infinity;
  const own = groupReach(spot.count, radius);
  for (let across = column - 1; across <= column + 1; across += 1) {
    for (let down = row - 1; down <= row + 1; down += 1) {
      for (const group of cells.get(cellKey(across, down)) || []) {
        const distance = Math.hypot(group.x - spot.x, group.y - spot.y);
        const reach = groupReach(group.count, radius) + own + radius;
        if (distance < reach && distance < bestDistance) [best, bestDistance] = [group, distance];
      }
    }
  }
  return best;
}

/** How far the symbols of a group stand from its middle. */
function groupReach(count, radius) {
  if (count > RING_MAX) return ringReach(RING_MAX, true, radius);
  return count > 1 ? ringReach(count, false, radius) : 0;
}

/** Radius of the ring on which symbols stand side by side, around a count or around nothing. */
function ringReach(members, counted, radius) {
  const side = members > 1 ? (radius + 2.2) / Math.sin(Math.PI / members) : 0;
  return Math.max(side, counted ? radius + 13 : 0);
}
