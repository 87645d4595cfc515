/** TopoJSON to rings and lines in unit Mercator coordinates: x and y from 0 to 1, y from the north. */

const MAX_LATITUDE = 85.0511;
const EARTH_CIRCUMFERENCE_M = 40075016.686;

/** Longitude in degrees to unit Mercator x. */
const mercatorX = (longitude) => (longitude + 180) / 360;

/** Latitude in degrees to unit Mercator y. */
function mercatorY(latitude) {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Unit Mercator y to latitude in degrees. */
const latitudeOf = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** Length on the ground, at a unit y, in unit Mercator. */
function metresToUnits(metres, y) {
  return metres / (EARTH_CIRCUMFERENCE_M * Math.cos((latitudeOf(y) * Math.PI) / 180));
}

/** All topologies of the page by name; their points lie one after the other, each as its step from the last. */
function readTopologies(shapes, { x, y }) {
  const found = new Map();
  let at = 0;
  for (const [name, shape] of Object.entries(shapes)) {
    const arcs = [];
    const last = [0, 0];
    for (const length of shape.lengths) {
      arcs.push(projectArc(x, y, at, length, last, shape.grid));
      at += length;
    }
    found.set(name, new Topology(shape.objects, arcs));
  }
  return found;
}

/** A whole number out of one without a sign: 0, 1, 2, 3 stand for 0, -1, 1, -2. */
const unzigzag = (value) => (value >>> 1) ^ -(value & 1);

class Topology {
  /**
   * @param {object} objects TopoJSON geometries by the name of their object
   * @param {Float64Array[]} arcs x and y in turn, unit Mercator
   */
  constructor(objects, arcs) {
    this.arcs = arcs;
    this.features = Object.entries(objects).flatMap(([name, list]) => list.map((geometry) => this.feature(geometry, name)));
    this.owners = arcOwners(this.arcs.length, objects);
  }

  /** One geometry with its rings (polygons) or lines, and its box. */
  feature(geometry, object) {
    const depth = { Polygon: 1, MultiPolygon: 2, LineString: 0, MultiLineString: 1 }[geometry.type];
    const polygons = geometry.type && geometry.type.endsWith('Polygon');
    const parts = depth === undefined ? [] : geometry.arcs.flat(Math.max(0, depth - 1));
    const lines = depth === 0 ? [this.join(geometry.arcs)] : parts.map((ring) => this.join(ring));
    return {
      id: String(geometry.id ?? ''),
      object,
      properties: geometry.properties || {},
      rings: polygons ? lines : [],
      lines: polygons ? [] : lines,
      box: boxOf(lines),
    };
  }

  /**
   * Coordinates [x, y, x, y, ...] of a chain of arcs; a negative number is an arc run backwards. Each arc is moved by
   * whole worlds so that it goes on where the last one ended: a ring across the antimeridian leaves the range 0 to 1.
   */
  join(indices) {
    const points = [];
    for (const index of indices) {
      const arc = this.arcs[index < 0 ? ~index : index];
      const count = arc.length / 2;
      const first = index < 0 ? count - 1 : 0;
      const worlds = points.length ? Math.round(points[points.length - 2] - arc[2 * first]) : 0;
      for (let step = points.length ? 1 : 0; step < count; step += 1) {
        const at = 2 * (index < 0 ? count - 1 - step : step);
        points.push(arc[at] + worlds, arc[at + 1]);
      }
    }
    closeAtPole(points);
    return new Float64Array(points);
  }

  /** Arcs that at least two polygons share (borders), or that one alone has (coasts, outer limits). */
  mesh(shared) {
    return this.meshOf((owners) => (shared ? owners.length > 1 : owners.length === 1));
  }

  /** Arcs whose owners pass a test. */
  meshOf(test) {
    return this.arcs.filter((_, index) => test(this.owners[index]));
  }
}

/** One arc of `length` points from `first`; `last` is the point before, in units of the grid, and moves along. */
function projectArc(x, y, first, length, last, grid) {
  const points = new Float64Array(length * 2);
  for (let index = 0; index < length; index += 1) {
    last[0] += unzigzag(x[first + index]);
    last[1] += unzigzag(y[first + index]);
    const unit = mercatorX(last[0] * grid);
    points[2 * index] = index ? unit + Math.round(points[2 * index - 2] - unit) : unit;
    points[2 * index + 1] = mercatorY(last[1] * grid);
  }
  return points;
}

/** A ring that goes once around the world (Antarctica) is closed along the edge of the map. */
function closeAtPole(points) {
  const last = points.length - 2;
  if (last < 4 || Math.abs(points[last] - points[0]) < 0.5) return;
  const edge = points[1] > 0.5 ? 1 : 0;
  points.push(points[last], edge, points[0], edge);
}

/** Ids of the features that each arc belongs to, one for each time. */
function arcOwners(count, objects) {
  const owners = Array.from({ length: count }, () => []);
  const visit = (arcs, id) => {
    for (const arc of arcs) {
      if (Array.isArray(arc)) visit(arc, id);
      else owners[arc < 0 ? ~arc : arc].push(id);
    }
  };
  for (const geometry of Object.values(objects).flat()) visit(geometry.arcs, String(geometry.id ?? ''));
  return owners;
}

/** [west, north, east, south] of point lists, in unit coordinates. */
function boxOf(lines) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 2) {
      if (line[at] < box[0]) box[0] = line[at];
      if (line[at] > box[2]) box[2] = line[at];
      if (line[at + 1] < box[1]) box[1] = line[at + 1];
      if (line[at + 1] > box[3]) box[3] = line[at + 1];
    }
  }
  return box;
}

/** Whether a unit point lies in a feature's polygons (even-odd rule). */
function contains(feature, x, y) {
  if (x < feature.box[0] || x > feature.box[2] || y < feature.box[1] || y > feature.box[3]) return false;
  let inside = false;
  for (const ring of feature.rings) {
    for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
      const crosses = ring[at + 1] > y !== ring[before + 1] > y;
      const slope = (ring[before] - ring[at]) / (ring[before + 1] - ring[at + 1]);
      if (crosses && x < slope * (y - ring[at + 1]) + ring[at]) inside = !inside;
    }
  }
  return inside;
}
