import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { TISSUE } from "./tissue";

/**
 * What each voxel of the phantom is, by the structure its centre lies in. All arrays are [slices, rows, columns].
 * The five masks have no voxel in common. A lung seen whole, out to its pleura, is the union of its mask with the
 * parts of `airway`, `vessels` and `nodule` inside it.
 */
export interface ThoraxTruth {
  /** A value of `TISSUE` for each voxel; the masks are picked from it. */
  readonly tissues: NdArray<Uint8Array>;
  /** Air-bearing tissue of the patient's left lung, with the walls of the bronchi in it, without vessels and airways. */
  readonly lungLeft: NdArray<Uint8Array>;
  /** The same of the right lung; the nodule is not part of it. */
  readonly lungRight: NdArray<Uint8Array>;
  /** Air inside the trachea and the bronchi, in and outside the lungs, without their walls. */
  readonly airway: NdArray<Uint8Array>;
  /** Arteries and veins inside the lungs; heart and great vessels outside them are not included. */
  readonly vessels: NdArray<Uint8Array>;
  readonly nodule: NdArray<Uint8Array>;
}

/** The truth masks picked from a map of tissues. */
export function thoraxTruth(tissues: NdArray<Uint8Array>): ThoraxTruth {
  const { data } = tissues;
  const bytes = (): Uint8Array => new Uint8Array(data.length);
  const [lungLeft, lungRight, airway, vessels, nodule] = [bytes(), bytes(), bytes(), bytes(), bytes()];
  for (let i = 0; i < data.length; i++) {
    switch (data[i]) {
      case TISSUE.lungLeft:
        lungLeft[i] = 1;
        break;
      case TISSUE.lungRight:
        lungRight[i] = 1;
        break;
      case TISSUE.airway:
        airway[i] = 1;
        break;
      case TISSUE.vessel:
        vessels[i] = 1;
        break;
      case TISSUE.nodule:
        nodule[i] = 1;
        break;
    }
  }
  const shaped = (mask: Uint8Array): NdArray<Uint8Array> => ndarray(mask, [...tissues.shape]);
  return {
    tissues,
    lungLeft: shaped(lungLeft),
    lungRight: shaped(lungRight),
    airway: shaped(airway),
    vessels: shaped(vessels),
    nodule: shaped(nodule),
  };
}
