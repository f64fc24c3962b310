import { findRuns, type RunList, setBits } from "../volume/bitRows";
import { createMask, type Mask } from "../volume/mask";

/** A mask as maximal runs of neighbouring voxels along its rows, in raster order. */
export interface Runs extends RunList {
  /** Number of the first run of each row (row r of slice s is `s * rows + r`), and the total at the end. */
  readonly firstOfRow: Uint32Array;
}

/** The runs of a mask. */
export function runsOf(mask: Mask): Runs {
  const { bits, wordsPerRow, geometry } = mask;
  const [slices, rows] = geometry.shape;
  const rowCount = slices * rows;
  const firstOfRow = new Uint32Array(rowCount + 1);
  const total = countRuns(bits);
  const runs: RunList = { starts: new Int32Array(total), ends: new Int32Array(total) };
  let run = 0;
  for (let row = 0; row < rowCount; row++) {
    firstOfRow[row] = run;
    run = findRuns(mask, row, runs, run);
  }
  firstOfRow[rowCount] = run;
  return { ...runs, firstOfRow };

  function countRuns(words: Uint32Array): number {
    let count = 0;
    for (let row = 0; row < rowCount; row++) {
      let before = 0;
      for (let w = row * wordsPerRow; w < (row + 1) * wordsPerRow; w++) {
        let opening = words[w] & ~((words[w] << 1) | before);
        while (opening !== 0) {
          count++;
          opening &= opening - 1;
        }
        before = words[w] >>> 31;
      }
    }
    return count;
  }
}

/** The mask of those runs of `source` for which `wanted` holds. */
export function paintRuns(source: Mask, runs: Runs, wanted: (run: number) => boolean): Mask {
  const mask = createMask(source.geometry);
  const { starts, ends, firstOfRow } = runs;
  for (let row = 0; row < firstOfRow.length - 1; row++) {
    for (let run = firstOfRow[row]; run < firstOfRow[row + 1]; run++) {
      if (wanted(run)) setBits(mask, row, starts[run], ends[run]);
    }
  }
  return mask;
}
