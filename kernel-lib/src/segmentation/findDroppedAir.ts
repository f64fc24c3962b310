import { hasBit } from "../volume/bitRows";
import { voxelVolume } from "../volume/geometry";
import { countVoxels, type Mask, type MaskWarning } from "../volume/mask";
import { thousands } from "../words";
import type { ConnectedRuns } from "./connectRuns";
import type { Runs } from "./runs";

/** Less air than this is never a lung: gas in the bowel, a windpipe (some 40 ml). */
const LEAST_ML = 10;
/** Air of this share of what was kept, or of so many ml, may be a lung. A stomach's bubble has 50 to 250 ml. */
const LARGE_SHARE = 0.1;
const LARGE_ML = 300;

/**
 * A warning when air about as large as a lung was not kept: a lung that no airway of the scan connects to the other.
 * Air at the edge of the slices lies outside the patient, and so does what runs through all of them, as a table does.
 *
 * @param runs - of the air.
 * @param outside - root of the air around the patient; -1 for none.
 */
export function findDroppedAir(
  kept: Mask,
  runs: Runs,
  { roots, sizes }: ConnectedRuns,
  outside: number,
): MaskWarning[] {
  if (kept.geometry.spacing[0] === null) return [];
  const voxelMl = voxelVolume(kept.geometry) / 1000;
  const keptMl = countVoxels(kept) * voxelMl;
  const large = Math.max(LEAST_ML, Math.min(LARGE_SHARE * keptMl, LARGE_ML));
  const candidates = new Set<number>();
  for (let root = 0; root < sizes.length; root++) {
    if (root !== outside && sizes[root] * voxelMl >= large) candidates.add(root);
  }
  if (candidates.size > 0) removeKeptAndOuter(candidates, kept, runs, roots);
  if (candidates.size === 0) return [];
  const dropped = [...candidates].map((root) => sizes[root] * voxelMl).sort((a, b) => b - a);
  const ml = dropped.map((size) => thousands(Math.round(size))).join(" and ");
  return [
    {
      code: "AIR_DROPPED",
      message: `only the largest piece of air within the patient was kept, ${thousands(Math.round(keptMl))} ml with what it encloses; ${ml} ml that do not hang together with it were dropped: perhaps the other lung, or gas in the bowel`,
    },
  ];
}

/** Takes out the pieces that are in the mask, reach an edge of the slices, or run from the first slice to the last. */
function removeKeptAndOuter(
  candidates: Set<number>,
  kept: Mask,
  { starts, ends, firstOfRow }: Runs,
  roots: Uint32Array,
): void {
  const [slices, rows, columns] = kept.geometry.shape;
  const inFirstSlice = new Set<number>();
  for (let row = 0; row < slices * rows; row++) {
    const atEdge = row % rows === 0 || row % rows === rows - 1;
    for (let run = firstOfRow[row]; run < firstOfRow[row + 1]; run++) {
      const root = roots[run];
      if (!candidates.has(root)) continue;
      if (row < rows) inFirstSlice.add(root);
      const throughAll = slices > 1 && row >= (slices - 1) * rows && inFirstSlice.has(root);
      const outer = atEdge || starts[run] === 0 || ends[run] === columns || throughAll;
      if (outer || hasBit(kept, row, starts[run])) candidates.delete(root);
    }
  }
}
