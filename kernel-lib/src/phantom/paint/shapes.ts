import { type Triple, unit } from "../../volume/vectors";

/**
 * A solid given slice by slice: for a height z it returns the signed distance, in mm, of a point of that slice
 * to the surface, negative inside. Distances are first-order estimates, right near the surface.
 */
export type Solid = (z: number) => (x: number, y: number) => number;

/** A point of a tube's centre line with the tube's radius there, all in mm. */
export type TubePoint = readonly [x: number, y: number, z: number, radius: number];

/** A function that runs smoothly through [position, value] knots, ascending in position, and is level outside them. */
export function profile(knots: readonly (readonly [number, number])[]): (at: number) => number {
  const last = knots.length - 1;
  const slope = (i: number): number => {
    const [before, after] = [knots[Math.max(i - 1, 0)], knots[Math.min(i + 1, last)]];
    return i === 0 || i === last ? 0 : (after[1] - before[1]) / (after[0] - before[0]);
  };
  const slopes = knots.map((_, i) => slope(i));
  return (at) => {
    if (at <= knots[0][0]) return knots[0][1];
    if (at >= knots[last][0]) return knots[last][1];
    let i = 0;
    while (at > knots[i + 1][0]) i++;
    const [[x0, y0], [x1, y1]] = [knots[i], knots[i + 1]];
    const width = x1 - x0;
    const t = (at - x0) / width;
    const rise = y1 - y0;
    const [m0, m1] = [slopes[i] * width, slopes[i + 1] * width];
    // Cubic Hermite between the two knots.
    return y0 + t * (m0 + t * (3 * rise - 2 * m0 - m1 + t * (m0 + m1 - 2 * rise)));
  };
}

/**
 * Signed distance to an oval around [centreX, centreY]: an ellipse at squareness 0, a fourth-power superellipse at 1.
 */
export function oval(
  centreX: number,
  centreY: number,
  halfWidth: number,
  halfDepth: number,
  squareness = 0,
): (x: number, y: number) => number {
  return (x, y) => {
    const u = (x - centreX) / halfWidth;
    const v = (y - centreY) / halfDepth;
    const u2 = u * u;
    const v2 = v * v;
    const round = Math.sqrt(u2 + v2);
    if (round < 1e-6) return -Math.min(halfWidth, halfDepth);
    const square = Math.sqrt(Math.sqrt(u2 * u2 + v2 * v2));
    const cube = square * square * square;
    const gradientX = (u / halfWidth) * ((1 - squareness) / round + (squareness * u2) / cube);
    const gradientY = (v / halfDepth) * ((1 - squareness) / round + (squareness * v2) / cube);
    const norm = round + (square - round) * squareness;
    return (norm - 1) / Math.sqrt(gradientX * gradientX + gradientY * gradientY);
  };
}

/** An ellipsoid of revolution: half its length along the axis, and its radius across it. */
export function spheroid(centre: Triple, axis: Triple, halfLength: number, radius: number): Solid {
  const [ax, ay, az] = unit(axis);
  return (z) => (x, y) => {
    const dx = x - centre[0];
    const dy = y - centre[1];
    const dz = z - centre[2];
    const along = dx * ax + dy * ay + dz * az;
    const across2 = Math.max(0, dx * dx + dy * dy + dz * dz - along * along);
    const alongScaled = along / halfLength;
    const across2Scaled = across2 / (radius * radius);
    const norm = Math.sqrt(alongScaled * alongScaled + across2Scaled);
    if (norm < 1e-6) return -Math.min(halfLength, radius);
    const gradient =
      Math.sqrt((alongScaled * alongScaled) / (halfLength * halfLength) + across2Scaled / (radius * radius)) /
      norm;
    return (norm - 1) / gradient;
  };
}

/** The larger of two distances with the crease between them rounded over `radius` mm: a rounded intersection. */
export function smoothMax(a: number, b: number, radius: number): number {
  const overlap = Math.max(radius - Math.abs(a - b), 0);
  return Math.max(a, b) + (overlap * overlap) / (4 * radius);
}

/** The union of solids, with the creases between them filled over `radius` mm. */
export function blend(solids: readonly Solid[], radius: number): Solid {
  return (z) => {
    const sections = solids.map((solid) => solid(z));
    return (x, y) => {
      let distance = sections[0](x, y);
      for (let i = 1; i < sections.length; i++) {
        distance = -smoothMax(-distance, -sections[i](x, y), radius);
      }
      return distance;
    };
  };
}

/** What two solids share, with the crease between their surfaces rounded over `radius` mm. */
export function intersection(a: Solid, b: Solid, radius: number): Solid {
  return (z) => {
    const [inA, inB] = [a(z), b(z)];
    return (x, y) => smoothMax(inA(x, y), inB(x, y), radius);
  };
}

/** The solid grown by `mm` all round; shrunk when negative. */
export function grown(solid: Solid, mm: number): Solid {
  return (z) => {
    const section = solid(z);
    return (x, y) => section(x, y) - mm;
  };
}

/** A denser centre line through the given points, by Catmull-Rom splines: `steps` pieces between two of them. */
export function smoothLine(points: readonly TubePoint[], steps = 4): TubePoint[] {
  const line: TubePoint[] = [];
  const at = (i: number) => points[Math.min(Math.max(i, 0), points.length - 1)];
  for (let i = 0; i + 1 < points.length; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      const axis = (k: 0 | 1 | 2 | 3) =>
        p1[k] +
        0.5 *
          t *
          (p2[k] -
            p0[k] +
            t * (2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k] + t * (3 * (p1[k] - p2[k]) + p3[k] - p0[k])));
      line.push([axis(0), axis(1), axis(2), axis(3)]);
    }
  }
  line.push(at(points.length - 1));
  return line;
}
