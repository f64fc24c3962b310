import ndarray from "ndarray";
import { createThorax, type ThoraxOptions } from "../../kernel-lib/src/phantom/createThorax";
import { distanceTo } from "../../kernel-lib/src/segmentation/distanceTo";
import { or } from "../../kernel-lib/src/segmentation/setAlgebra";
import { createGeometry } from "../../kernel-lib/src/volume/geometry";
import { type Mask, maskFromVoxels } from "../../kernel-lib/src/volume/mask";
import { createVolume, type Volume } from "../../kernel-lib/src/volume/volume";

/** The phantom's chest as a scan, and what there is to find in it. */
export interface LungScan {
  readonly volume: Volume<Int16Array>;
  /** Each lung out to its pleura, with the vessels and the nodule in it. */
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
  const [left, right] = [mask(truth.lungLeft), mask(truth.lungRight)];
  const inLungs = or(mask(truth.vessels), mask(truth.nodule)).voxels.data;
  // A vessel belongs to the lung that is nearer.
  const [toLeft, toRight] = [distanceTo(left), distanceTo(right)].map(({ data }) => data);
  const share = (isOwn: (i: number) => boolean) =>
    mask(
      ndarray(
        Uint8Array.from(inLungs, (inside, i) => Number(inside !== 0 && isOwn(i))),
        [...voxels.shape],
      ),
    );
  return {
    volume: createVolume(voxels, { geometry }),
    left: or(
      left,
      share((i) => toLeft[i] < toRight[i]),
    ),
    right: or(
      right,
      share((i) => toLeft[i] >= toRight[i]),
    ),
    airway: mask(truth.airway),
  };
}
