import type { PlaneKey } from "./planeSource";

/** A text that is the same for keys of the same picture. */
export function planeId({ layer, axis, first, last, mode }: PlaneKey): string {
  return `${layer} ${axis} ${first} ${last} ${first === last ? "" : mode}`;
}
