import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { type EdgeSides, gatherSides, sideEnd } from "./edgeSides";
import { createMesh, type Mesh } from "./mesh";
import { restoreVolumes } from "./restoreVolumes";

export interface SmoothMeshOptions {
  /** Times that every vertex goes towards its neighbours and back again, 0 to 1000. @default 10 */
  iterations?: number;
  /**
   * Frequency below which shape is kept, above 0 and up to 1: smaller is smoother. A wave that is n edges long has the
   * frequency 1 - cos(2 pi / n), so that 0.1 keeps what is longer than 14 edges. @default 0.1
   */
  passBand?: number;
}

const KINDS: OptionKinds<SmoothMeshOptions> = { iterations: "number", passBand: "number" };

const MOST_ITERATIONS = 1000;
/** Share of the way to the middle of its neighbours that a vertex goes: takes the shortest waves away at once. */
const LAMBDA = 0.5;

/**
 * The mesh with the steps of its voxels smoothed away, by Taubin's filter (doi 10.1145/218380.218473): the same
 * triangles on vertices that have moved.
 *
 * Steps of one voxel vanish, a slope's steps of three voxels keep about a third of their height, and shape of 14 edges
 * and more stays. Every connected piece is then moved along its normals by one distance, so that the volumes that the
 * pieces enclose add up to what they were within 0.1 %; of an open mesh it is the volume between the two surfaces.
 * Vertices move by about a third of a voxel, at most by about one. Ends and bridges of one voxel grow thinner all the
 * same, and sharp edges round. Vertices at the border of an open mesh stay where they are; others move with all their
 * neighbours, also where an edge has more than two triangles. The same input always gives the same result.
 *
 * Options: `iterations` (10), `passBand` (0.1).
 *
 * @throws InvalidArgumentError unless iterations is a whole number from 0 to 1000 and passBand above 0 and up to 1.
 * @example
 *     const { mesh } = simplifyMesh(smoothMesh(maskSurface(lungs)), { faces: 150_000 });
 */
export function smoothMesh(mesh: Mesh, options: SmoothMeshOptions = {}): Mesh {
  requireOptions(options, KINDS);
  const { iterations = 10, passBand = 0.1 } = options;
  if (!Number.isInteger(iterations) || iterations < 0 || iterations > MOST_ITERATIONS) {
    throw new InvalidArgumentError("iterations", `a whole number from 0 to ${MOST_ITERATIONS}`, iterations);
  }
  if (!(passBand > 0 && passBand <= 1)) {
    throw new InvalidArgumentError("passBand", "a frequency above 0 and up to 1", passBand);
  }
  const edges = gatherSides(mesh.triangles, mesh.positions.length / 3);
  const neighbours = gatherNeighbours(mesh, edges);
  const back = 1 / (passBand - 1 / LAMBDA);
  let from = mesh.positions.slice();
  let to = new Float32Array(from.length);
  for (let i = 0; i < iterations; i++) {
    for (const share of [LAMBDA, back]) {
      moveToNeighbours(from, to, neighbours, share);
      [from, to] = [to, from];
    }
  }
  const isFixed = (vertex: number): boolean => neighbours.starts[vertex] === neighbours.starts[vertex + 1];
  const smooth = createMesh(from, mesh.triangles, mesh.coordinates, mesh.known);
  return iterations === 0 ? mesh : restoreVolumes(smooth, mesh, isFixed);
}

/** The vertices that share an edge with each vertex; none for one that stays in place. */
interface Neighbours {
  /** First neighbour of each vertex in `others`, and the end of the last. */
  readonly starts: Uint32Array;
  readonly others: Uint32Array;
}

function gatherNeighbours({ positions, triangles }: Mesh, { sides, starts }: EdgeSides): Neighbours {
  const vertices = positions.length / 3;
  const fixed = new Uint8Array(vertices);
  const firsts = new Uint32Array(vertices + 1);
  for (let edge = 0; edge + 1 < starts.length; edge++) {
    const a = triangles[sides[starts[edge]]];
    const b = sideEnd(triangles, sides[starts[edge]]);
    firsts[a + 1]++;
    firsts[b + 1]++;
    if (starts[edge + 1] - starts[edge] === 1) fixed[a] = fixed[b] = 1;
  }
  for (let v = 0; v < vertices; v++) firsts[v + 1] = firsts[v] + (fixed[v] ? 0 : firsts[v + 1]);
  const others = new Uint32Array(firsts[vertices]);
  const filled = firsts.slice();
  for (let edge = 0; edge + 1 < starts.length; edge++) {
    const a = triangles[sides[starts[edge]]];
    const b = sideEnd(triangles, sides[starts[edge]]);
    if (!fixed[a]) others[filled[a]++] = b;
    if (!fixed[b]) others[filled[b]++] = a;
  }
  return { starts: firsts, others };
}

/** Moves every vertex by a share of the way to the middle of its neighbours. */
function moveToNeighbours(
  from: Float32Array,
  to: Float32Array,
  { starts, others }: Neighbours,
  share: number,
): void {
  for (let vertex = 0, at = 0; at < from.length; vertex++, at += 3) {
    const start = starts[vertex];
    const end = starts[vertex + 1];
    let x = 0;
    let y = 0;
    let z = 0;
    for (let i = start; i < end; i++) {
      const other = 3 * others[i];
      x += from[other];
      y += from[other + 1];
      z += from[other + 2];
    }
    const weight = end > start ? share / (end - start) : 0;
    const stay = end > start ? 1 - share : 1;
    to[at] = stay * from[at] + weight * x;
    to[at + 1] = stay * from[at + 1] + weight * y;
    to[at + 2] = stay * from[at + 2] + weight * z;
  }
}
