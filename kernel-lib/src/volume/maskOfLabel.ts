import ndarray from "ndarray";
import { contiguous } from "./contiguous";
import type { LabelMap } from "./labelMap";
import { type Mask, maskFromVoxels } from "./mask";

/** The voxels of one label. */
export function maskOfLabel({ labels, shape, geometry }: LabelMap, label: number): Mask {
  const inside = Uint8Array.from(contiguous(labels), (each) => Number(each === label));
  return maskFromVoxels(ndarray(inside, [...shape]), geometry);
}
