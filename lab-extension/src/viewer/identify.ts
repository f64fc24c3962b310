import { planeId } from "../source/planeId";
import type { PlaneImage } from "../source/planeSource";

/** Two pictures with the same words here look the same: a source may make the record of one anew. */
export function identify({ key, quality, overlays }: PlaneImage): string {
  return [planeId(key), quality, overlays ? "sent" : "embedded"].join(" ");
}
