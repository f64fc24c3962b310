import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRandom } from "../../random";
import { createThorax, type Thorax } from "../createThorax";
import { contentKey, type ThoraxOptions, thoraxOptions } from "../thoraxOptions";
import { ctSliceFile } from "./ctSlice";

export interface WriteThoraxOptions extends ThoraxOptions {
  /** Stops between two files, with the signal's reason as the error. */
  signal?: AbortSignal;
}

/**
 * Writes a synthetic thorax as a DICOM series, one CT Image file a slice, and returns what was written.
 *
 * As in a real series, neither the names of the files nor the instance numbers follow the slices' positions upwards:
 * names are shuffled, and instance 1 is the slice nearest the head.
 *
 * @param folder - made when it is not there; files of the same names are replaced.
 * @throws InvalidArgumentError for options out of range.
 */
export async function writeThorax(folder: string, options: WriteThoraxOptions = {}): Promise<Thorax> {
  const { signal, ...content } = options;
  const full = thoraxOptions(content);
  signal?.throwIfAborted();
  const thorax = createThorax(full);
  const { slices, rows, columns, region, padding, kernel, sliceThickness } = full;
  const { voxels, spacing, origin } = thorax;
  const seriesKey = contentKey(full);
  const places = shuffled(slices, full.seed);
  await mkdir(folder, { recursive: true });
  for (let slice = 0; slice < slices; slice++) {
    signal?.throwIfAborted();
    const start = slice * rows * columns;
    const file = ctSliceFile({
      hu: voxels.data.subarray(start, start + rows * columns),
      rows,
      columns,
      position: [origin[0], origin[1], origin[2] + slice * spacing[0]],
      spacing,
      instanceNumber: slices - slice,
      seriesKey,
      padding,
      region,
      kernel: kernel.toUpperCase(),
      sliceThickness: sliceThickness ?? spacing[0],
    });
    await writeFile(join(folder, `IM${String(places[slice] + 1).padStart(4, "0")}.dcm`), file);
  }
  return thorax;
}

/** The numbers from 0 to count - 1 in a random order that neither rises nor falls throughout (for 3 or more). */
function shuffled(count: number, seed: number): number[] {
  const random = createRandom(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  const steps = order.slice(1).map((place, i) => Math.sign(place - order[i]));
  if (steps.every((step) => step === steps[0])) [order[0], order[1]] = [order[1], order[0]];
  return order;
}
