import type { CornerMesh } from "./cornerMesh";
import { faceNormal, type Triangles } from "./faceNormal";
import { moveToPlane, type Quadrics } from "./quadrics";

/** What becomes of the faces around one vertex, or two that are joined, when it stands at another point. */
export interface FaceFan {
  /**
   * Gathers the faces around `kept`, and of `gone` where it is another vertex, for all that follows.
   *
   * @returns false where they are too many.
   */
  gather(kept: number, gone: number): boolean;
  /**
   * Moves the point so that the volume inside the surface stays what it is (Lindstrom and Turk 1998, doi
   * 10.1109/VISUAL.1998.745314), the cheapest way by the quadrics of the two vertices.
   */
  keepVolume(quadrics: Quadrics, point: Float64Array): void;
  /**
   * Places the vertex at the point.
   *
   * @returns false where a face would be too thin.
   */
  place(point: Float64Array): boolean;
  /** Faces as placed that turn by more than FARTHEST_TURN. */
  turned(): number;
  /** Folds among the edges of the faces as placed. */
  foldsMade(): number;
  /** Folds among the edges of the same faces as they are. */
  foldsThere(): number;
  /** Tells that the vertex now stands where it was placed. */
  settle(): void;
  /** Tells that faces around a vertex are new. */
  renew(vertex: number): void;
  /** Whether two faces, by their first corners, are folded. */
  isFold(face: number, other: number): boolean;
}

/** Cosine of 117 degrees, so that rounding to single precision makes no fold of what is none. */
const FOLD = -0.45;
/** Cosine of the angle by which a face may turn at once. */
const FARTHEST_TURN = 0.2;
/** Least height of a face as a share of its longest side. */
const THINNEST = 0.02;
/** Faces around one vertex: more look like a star and take long to go round. */
const MOST_FACES = 64;

export function createFaceFan(mesh: CornerMesh, positions: Float64Array): FaceFan {
  const { triangles, first, next, opposite, has } = mesh;
  const p = positions;
  const faces: Triangles = { positions, triangles };
  // Of the whole mesh: single precision, which the angles of folds have room for.
  const normals = new Float32Array(triangles.length);
  const normal = new Float64Array(3);
  for (let face = 0; face < triangles.length; face += 3) measure(face);

  // Of the faces that were gathered: the side across from the vertex, its ends from `kept` on, and the normal as placed.
  const sides = new Uint32Array(MOST_FACES);
  const froms = new Uint32Array(MOST_FACES);
  const tos = new Uint32Array(MOST_FACES);
  const ends = new Float64Array(6 * MOST_FACES);
  const placed = new Float64Array(3 * MOST_FACES);
  let count = 0;
  let turned = 0;
  let kept = 0;
  let gone = 0;
  // Six times the volume under the faces, from `kept`, and what it grows by: the normals' sum of those that stay. In an
  // array, since a variable of a closure allocates each number that is not whole.
  const sums = new Float64Array(4);

  /** Writes the unit normal of a face, or zeros. */
  function measure(face: number): void {
    faceNormal(faces, face, normal);
    const x = normal[0];
    const y = normal[1];
    const z = normal[2];
    const length = Math.sqrt(x * x + y * y + z * z);
    const scale = length > 0 ? 1 / length : 0;
    normals[face] = scale * x;
    normals[face + 1] = scale * y;
    normals[face + 2] = scale * z;
  }

  function gatherAround(vertex: number, other: number): boolean {
    const ox = p[3 * kept];
    const oy = p[3 * kept + 1];
    const oz = p[3 * kept + 2];
    const vx = p[3 * vertex] - ox;
    const vy = p[3 * vertex + 1] - oy;
    const vz = p[3 * vertex + 2] - oz;
    let volume = sums[0];
    let gx = sums[1];
    let gy = sums[2];
    let gz = sums[3];
    let found = count;
    const start = first[vertex];
    let corner = start;
    do {
      const third = corner % 3;
      const side = third === 2 ? corner - 2 : corner + 1;
      const from = triangles[side];
      const to = triangles[third === 0 ? corner + 2 : corner - 1];
      const ax = p[3 * from] - ox;
      const ay = p[3 * from + 1] - oy;
      const az = p[3 * from + 2] - oz;
      const bx = p[3 * to] - ox;
      const by = p[3 * to + 1] - oy;
      const bz = p[3 * to + 2] - oz;
      const nx = ay * bz - az * by;
      const ny = az * bx - ax * bz;
      const nz = ax * by - ay * bx;
      // The faces that go touch `kept`: there is no volume under them.
      volume += nx * vx + ny * vy + nz * vz;
      if (from !== other && to !== other) {
        if (found === MOST_FACES) return false;
        gx += nx;
        gy += ny;
        gz += nz;
        sides[found] = side;
        froms[found] = from;
        tos[found] = to;
        const at = 6 * found++;
        ends[at] = ax;
        ends[at + 1] = ay;
        ends[at + 2] = az;
        ends[at + 3] = bx;
        ends[at + 4] = by;
        ends[at + 5] = bz;
      }
      corner = next[corner];
    } while (corner !== start);
    sums[0] = volume;
    sums[1] = gx;
    sums[2] = gy;
    sums[3] = gz;
    count = found;
    return true;
  }

  /** Whether the face was gathered. */
  function isGathered(face: number): boolean {
    for (let i = 0; i < count; i++) if (sides[i] - (sides[i] % 3) === face) return true;
    return false;
  }

  function isFold(face: number, other: number): boolean {
    const cosine =
      normals[face] * normals[other] +
      normals[face + 1] * normals[other + 1] +
      normals[face + 2] * normals[other + 2];
    return cosine < FOLD;
  }

  /** Folds around a vertex; those between two faces of the fan are met twice. */
  function foldsAround(vertex: number, except: number): number {
    let folds = 0;
    let corner = first[vertex];
    do {
      const face = corner - (corner % 3);
      if (!has(face, except)) {
        for (let side = face; side < face + 3; side++) {
          const beyond = opposite[side] - (opposite[side] % 3);
          if (opposite[side] < 0 || !isFold(face, beyond)) continue;
          folds += has(beyond, kept) || has(beyond, gone) ? 0.5 : 1;
        }
      }
      corner = next[corner];
    } while (corner !== first[vertex]);
    return folds;
  }

  return {
    gather(keptVertex, goneVertex) {
      kept = keptVertex;
      gone = goneVertex;
      count = 0;
      sums.fill(0);
      if (kept === gone) return gatherAround(kept, NONE);
      return gatherAround(kept, gone) && gatherAround(gone, kept);
    },
    keepVolume(quadrics, point) {
      const x = point[0] - p[3 * kept];
      const y = point[1] - p[3 * kept + 1];
      const z = point[2] - p[3 * kept + 2];
      const missing = sums[0] - sums[1] * x - sums[2] * y - sums[3] * z;
      moveToPlane(quadrics, kept, gone, sums[1], sums[2], sums[3], missing, point);
    },
    place(point) {
      const x = point[0] - p[3 * kept];
      const y = point[1] - p[3 * kept + 1];
      const z = point[2] - p[3 * kept + 2];
      let turns = 0;
      for (let i = 0; i < count; i++) {
        const at = 6 * i;
        const ex = ends[at + 3] - ends[at];
        const ey = ends[at + 4] - ends[at + 1];
        const ez = ends[at + 5] - ends[at + 2];
        const wx = x - ends[at];
        const wy = y - ends[at + 1];
        const wz = z - ends[at + 2];
        const fx = wx - ex;
        const fy = wy - ey;
        const fz = wz - ez;
        const nx = ey * wz - ez * wy;
        const ny = ez * wx - ex * wz;
        const nz = ex * wy - ey * wx;
        const twiceArea = Math.sqrt(nx * nx + ny * ny + nz * nz);
        const longest = Math.max(
          ex * ex + ey * ey + ez * ez,
          wx * wx + wy * wy + wz * wz,
          fx * fx + fy * fy + fz * fz,
        );
        if (!(twiceArea > THINNEST * longest)) return false;
        const face = sides[i] - (sides[i] % 3);
        const ox = normals[face];
        const oy = normals[face + 1];
        const oz = normals[face + 2];
        const hadArea = ox !== 0 || oy !== 0 || oz !== 0;
        if (hadArea && nx * ox + ny * oy + nz * oz < FARTHEST_TURN * twiceArea) turns++;
        placed[3 * i] = nx / twiceArea;
        placed[3 * i + 1] = ny / twiceArea;
        placed[3 * i + 2] = nz / twiceArea;
      }
      turned = turns;
      return true;
    },
    turned: () => turned,
    foldsMade() {
      let folds = 0;
      for (let i = 0; i < count; i++) {
        const nx = placed[3 * i];
        const ny = placed[3 * i + 1];
        const nz = placed[3 * i + 2];
        const to = tos[i];
        for (let j = 0; j < count; j++) {
          if (froms[j] !== to) continue;
          if (nx * placed[3 * j] + ny * placed[3 * j + 1] + nz * placed[3 * j + 2] < FOLD) folds++;
          break;
        }
        const side = opposite[sides[i]];
        if (side < 0) continue;
        const beyond = side - (side % 3);
        const cosine = nx * normals[beyond] + ny * normals[beyond + 1] + nz * normals[beyond + 2];
        if (cosine < FOLD && !isGathered(beyond)) folds++;
      }
      return folds;
    },
    foldsThere() {
      const folds = foldsAround(kept, NONE);
      return kept === gone ? folds : folds + foldsAround(gone, kept);
    },
    settle() {
      for (let i = 0; i < count; i++) {
        const face = sides[i] - (sides[i] % 3);
        normals[face] = placed[3 * i];
        normals[face + 1] = placed[3 * i + 1];
        normals[face + 2] = placed[3 * i + 2];
      }
    },
    renew(vertex) {
      let corner = first[vertex];
      do {
        measure(corner - (corner % 3));
        corner = next[corner];
      } while (corner !== first[vertex]);
    },
    isFold,
  };
}

/** No vertex has this number. */
const NONE = -1;
