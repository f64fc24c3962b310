import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { count as counted, thousands } from "../words";
import { faceNormal } from "./faceNormal";
import { createMesh, type Mesh } from "./mesh";
import { findPieces } from "./meshPieces";
import { withoutUnused } from "./withoutUnused";

export interface DropSmallPiecesOptions {
  /** Least area of a piece that stays, in the mesh's units squared (mm2 in patient coordinates). @default 0 */
  minArea?: number;
  /** Least number of triangles of a piece that stays. @default 0 */
  minFaces?: number;
}

const KINDS: OptionKinds<DropSmallPiecesOptions> = { minArea: "number", minFaces: "number" };

/** A mesh without its small pieces, and what is gone. */
export interface DroppedPieces {
  readonly mesh: Mesh;
  /** Pieces that stayed. */
  readonly kept: number;
  /** Pieces that are gone. */
  readonly dropped: number;
  /** Area of the pieces that are gone, in the mesh's units squared. */
  readonly droppedArea: number;
  /** What a figure says about it: "4,072 small pieces left out (6.4 % of the triangles)"; "" where all stayed. */
  readonly note: string;
}

/**
 * A mesh without the connected pieces that are too small: those of less area or fewer triangles than is asked for.
 * Pieces share no vertex; the wall of a cavity is one of its own. A mesh whose pieces all stay comes back as it is.
 *
 * A ball of 3 mm diameter has an area of 28 mm2, one voxel of 0.7 x 0.7 x 1.25 mm about 1 mm2.
 *
 * Options: `minArea` (0), `minFaces` (0).
 *
 * @throws InvalidArgumentError for a minArea or minFaces that is negative or not finite.
 * @example
 *     const { mesh, note } = dropSmallPieces(makeMesh(internal), { minArea: 28 });
 */
export function dropSmallPieces(mesh: Mesh, options: DropSmallPiecesOptions = {}): DroppedPieces {
  requireOptions(options, KINDS);
  const { minArea = 0, minFaces = 0 } = options;
  for (const [name, least] of Object.entries({ minArea, minFaces })) {
    if (!(least >= 0 && Number.isFinite(least)))
      throw new InvalidArgumentError(name, "0 or a positive number", least);
  }
  const { count, pieces } = findPieces(mesh);
  const areas = new Float64Array(count);
  const faces = new Uint32Array(count);
  const normal = new Float64Array(3);
  for (let face = 0; face < pieces.length; face++) {
    faceNormal(mesh, 3 * face, normal);
    areas[pieces[face]] += Math.sqrt(normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2) / 2;
    faces[pieces[face]]++;
  }
  const isSmall = Array.from(areas, (area, piece) => area < minArea || faces[piece] < minFaces);
  const dropped = isSmall.filter(Boolean).length;
  if (dropped === 0) return { mesh, kept: count, dropped, droppedArea: 0, note: "" };

  const { triangles, positions, coordinates, known } = mesh;
  const left = triangles.filter((_, corner) => !isSmall[pieces[Math.floor(corner / 3)]]);
  const share = (100 * (1 - left.length / triangles.length)).toFixed(1);
  const what = counted(dropped, "small piece").replace(String(dropped), thousands(dropped));
  return {
    mesh: withoutUnused(createMesh(positions, left, coordinates, known)),
    kept: count - dropped,
    dropped,
    droppedArea: areas.reduce((sum, area, piece) => sum + (isSmall[piece] ? area : 0), 0),
    note: `${what} left out (${share} % of the triangles)`,
  };
}
