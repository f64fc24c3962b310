import { createThorax } from "../../kernel-lib/src/phantom/createThorax";
import type { ThoraxOptions } from "../../kernel-lib/src/phantom/thoraxOptions";
import { createGeometry } from "../../kernel-lib/src/volume/geometry";
import { type Mask, maskFromVoxels } from "../../kernel-lib/src/volume/mask";
import { createVolume, type Volume } from "../../kernel-lib/src/volume/volume";

/** The phantom's chest as a scan, and what there is to find in it. */
export interface LungScan {
  readonly volume: Volume<Int16Array>;
  /** Each lung out to its pleura, with what is in it. */
  readonly left: Mask;
  readonly right: Mask;
  readonly airway: Mask;
}

/** @param options - of the phantom. @default 60 slices of 128 x 128 */
export function lungScan(options: ThoraxOptions = {}): LungScan {
  const { voxels, spacing, origin, truth } = createThorax({
    slices: 60,
    rows: 128,
    columns: 128,
    ...options,
  });
  const [slices, rows, columns] = voxels.shape;
  const geometry = createGeometry([slices, rows, columns], { spacing, origin });
  const mask = (bytes: typeof truth.airway) => maskFromVoxels(bytes, geometry);
  return {
    volume: createVolume(voxels, { geometry }),
    left: mask(truth.wholeLeft),
    right: mask(truth.wholeRight),
    airway: mask(truth.airway),
  };
}
