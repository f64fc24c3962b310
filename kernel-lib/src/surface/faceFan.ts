import type { CornerMesh } from "./cornerMesh";
import { sideEnd } from "./edgeSides";
import { faceNormal, type Triangles } from "./faceNormal";

/** What becomes of the faces around one vertex, or two that are joined, when it stands at another point. */
export interface FaceFan {
  /**
   * Places the faces around `kept`, and of `gone` where it is another vertex, at the point.
   *
   * @returns false where a face would be too thin.
   */
  place(kept: number, gone: number, point: Float64Array): boolean;
  /** Faces as placed that turn by more than FARTHEST_TURN. */
  turned(): number;
  /** Folds among the edges of the faces as placed. */
  foldsMade(): number;
  /** Folds among the edges of the same faces as they are. */
  foldsThere(): number;
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
  const faces: Triangles = { positions, triangles: mesh.triangles };
  const { triangles, first, next, has, faceBeyond } = mesh;
  const p = positions;
  const froms = new Uint32Array(MOST_FACES);
  const tos = new Uint32Array(MOST_FACES);
  const normals = new Float64Array(3 * MOST_FACES);
  const places = new Uint32Array(first.length); // of the face that leaves a vertex of the ring
  const stamps = new Uint32Array(first.length);
  const normal = new Float64Array(3);
  let stamp = 0;
  let count = 0;
  let turned = 0;
  let kept = 0;
  let gone = 0;

  function placeAround(vertex: number, other: number, x: number, y: number, z: number): boolean {
    let corner = first[vertex];
    do {
      const from = sideEnd(triangles, corner);
      const to = sideEnd(triangles, corner % 3 === 2 ? corner - 2 : corner + 1);
      if (from !== other && to !== other) {
        const ex = p[3 * to] - p[3 * from];
        const ey = p[3 * to + 1] - p[3 * from + 1];
        const ez = p[3 * to + 2] - p[3 * from + 2];
        const vx = p[3 * vertex] - p[3 * from];
        const vy = p[3 * vertex + 1] - p[3 * from + 1];
        const vz = p[3 * vertex + 2] - p[3 * from + 2];
        const wx = x - p[3 * from];
        const wy = y - p[3 * from + 1];
        const wz = z - p[3 * from + 2];
        const ox = ey * vz - ez * vy;
        const oy = ez * vx - ex * vz;
        const oz = ex * vy - ey * vx;
        const nx = ey * wz - ez * wy;
        const ny = ez * wx - ex * wz;
        const nz = ex * wy - ey * wx;
        const twiceArea = Math.sqrt(nx * nx + ny * ny + nz * nz);
        const longest = Math.max(
          ex * ex + ey * ey + ez * ez,
          wx * wx + wy * wy + wz * wz,
          (wx - ex) ** 2 + (wy - ey) ** 2 + (wz - ez) ** 2,
        );
        if (!(twiceArea > THINNEST * longest) || count === MOST_FACES) return false;
        const before = Math.sqrt(ox * ox + oy * oy + oz * oz);
        if (nx * ox + ny * oy + nz * oz < FARTHEST_TURN * twiceArea * before) turned++;
        froms[count] = from;
        tos[count] = to;
        normals[3 * count] = nx / twiceArea;
        normals[3 * count + 1] = ny / twiceArea;
        normals[3 * count + 2] = nz / twiceArea;
        places[from] = count++;
        stamps[from] = stamp;
      }
      corner = next[corner];
    } while (corner !== first[vertex]);
    return true;
  }

  function unitNormal(face: number): void {
    faceNormal(faces, face, normal);
    const length = Math.sqrt(normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2);
    if (length > 0) for (let axis = 0; axis < 3; axis++) normal[axis] /= length;
  }

  function isFold(face: number, other: number): boolean {
    unitNormal(face);
    const [x, y, z] = normal;
    unitNormal(other);
    return x * normal[0] + y * normal[1] + z * normal[2] < FOLD;
  }

  /** Folds around a vertex; those between two faces of the fan are met twice. */
  function foldsAround(vertex: number, except: number): number {
    let folds = 0;
    let corner = first[vertex];
    do {
      const face = corner - (corner % 3);
      if (!has(face, except)) {
        for (let side = face; side < face + 3; side++) {
          const beyond = faceBeyond(triangles[side], sideEnd(triangles, side));
          if (beyond < 0 || !isFold(face, beyond)) continue;
          folds += has(beyond, kept) || has(beyond, gone) ? 0.5 : 1;
        }
      }
      corner = next[corner];
    } while (corner !== first[vertex]);
    return folds;
  }

  return {
    place(keptVertex, goneVertex, point) {
      [kept, gone] = [keptVertex, goneVertex];
      count = turned = 0;
      stamp++;
      const [x, y, z] = point;
      if (kept === gone) return placeAround(kept, NONE, x, y, z);
      return placeAround(kept, gone, x, y, z) && placeAround(gone, kept, x, y, z);
    },
    turned: () => turned,
    foldsMade() {
      let folds = 0;
      for (let i = 0; i < count; i++) {
        const nx = normals[3 * i];
        const ny = normals[3 * i + 1];
        const nz = normals[3 * i + 2];
        if (stamps[tos[i]] === stamp) {
          const j = 3 * places[tos[i]];
          if (nx * normals[j] + ny * normals[j + 1] + nz * normals[j + 2] < FOLD) folds++;
        }
        const beyond = faceBeyond(froms[i], tos[i]);
        if (beyond < 0 || has(beyond, kept) || has(beyond, gone)) continue;
        unitNormal(beyond);
        if (nx * normal[0] + ny * normal[1] + nz * normal[2] < FOLD) folds++;
      }
      return folds;
    },
    foldsThere() {
      const folds = foldsAround(kept, NONE);
      return kept === gone ? folds : folds + foldsAround(gone, kept);
    },
    isFold,
  };
}

/** No vertex has this number. */
const NONE = -1;
