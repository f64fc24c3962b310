import { closing } from "../../../kernel-lib/src/segmentation/closing";
import { fillHoles } from "../../../kernel-lib/src/segmentation/fillHoles";
import { largestComponent } from "../../../kernel-lib/src/segmentation/label";
import { and } from "../../../kernel-lib/src/segmentation/setAlgebra";
import { threshold } from "../../../kernel-lib/src/segmentation/threshold";
import type { Mask } from "../../../kernel-lib/src/volume/mask";
import type { Volume } from "../../../kernel-lib/src/volume/volume";

/** What one writes who knows thresholds: air in the body, with its gaps closed. */
export function closedThreshold(volume: Volume): Mask {
  const body = fillHoles(largestComponent(threshold(volume, { atLeast: -320 })), { inPlane: true });
  return closing(and(threshold(volume, { below: -320 }), body), { radius: 5 });
}
