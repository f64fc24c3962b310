import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { LUNG_TISSUES, SIDE, TISSUE, type Tissue } from "./tissue";

/**
 * What each voxel of the phantom is, by the structure its centre lies in. All arrays are [slices, rows, columns];
 * a mask is made on first access. `wholeLeft` and `wholeRight` hold parts of the others; the others have no voxel in
 * common.
 */
export interface ThoraxTruth {
  /** A value of `TISSUE` for each voxel; the masks are picked from it. */
  readonly tissues: NdArray<Uint8Array>;
  /** A value of `SIDE` for each voxel: which lung it lies in. */
  readonly sides: NdArray<Uint8Array>;
  /** The left lung out to its pleura, with vessels, bronchi, nodules, emphysema and consolidation in it. */
  readonly wholeLeft: NdArray<Uint8Array>;
  /** The same of the right lung. Trachea, main bronchi, pleural fluid and pleural air belong to neither. */
  readonly wholeRight: NdArray<Uint8Array>;
  /** Air-bearing tissue of the patient's left lung, with the walls of the bronchi in it, without vessels and airways. */
  readonly lungLeft: NdArray<Uint8Array>;
  /** The same of the right lung; the nodule is not part of it. */
  readonly lungRight: NdArray<Uint8Array>;
  /** Air inside the trachea and the bronchi, in and outside the lungs, without their walls. */
  readonly airway: NdArray<Uint8Array>;
  /** Arteries and veins inside the lungs; heart and great vessels outside them are not included. */
  readonly vessels: NdArray<Uint8Array>;
  /** Solid nodules: one, and those of the case "solid nodules". */
  readonly nodule: NdArray<Uint8Array>;
  readonly groundGlass: NdArray<Uint8Array>;
  /** Destroyed lung and bullae. */
  readonly emphysema: NdArray<Uint8Array>;
  /** Without the bronchi in it. */
  readonly consolidation: NdArray<Uint8Array>;
  /** Fluid between lung and chest wall. */
  readonly effusion: NdArray<Uint8Array>;
  /** Air between lung and chest wall. */
  readonly pneumothorax: NdArray<Uint8Array>;
}

const MASKS = {
  lungLeft: TISSUE.lungLeft,
  lungRight: TISSUE.lungRight,
  airway: TISSUE.airway,
  vessels: TISSUE.vessel,
  nodule: TISSUE.nodule,
  groundGlass: TISSUE.groundGlass,
  emphysema: TISSUE.emphysema,
  consolidation: TISSUE.consolidation,
  effusion: TISSUE.effusion,
  pneumothorax: TISSUE.pneumothorax,
} as const satisfies Partial<Record<keyof ThoraxTruth, Tissue>>;

/** The truth masks picked from a map of tissues and one of the lungs' sides. */
export function thoraxTruth(tissues: NdArray<Uint8Array>, sides: NdArray<Uint8Array>): ThoraxTruth {
  const shaped = (mask: Uint8Array) => ndarray(mask, [...tissues.shape]);
  const truth = { tissues, sides };
  for (const [name, kind] of Object.entries(MASKS)) {
    defineOnce(truth, name, () => shaped(tissues.data.map((tissue) => Number(tissue === kind))));
  }
  const inLung = new Uint8Array(256);
  for (const tissue of LUNG_TISSUES) inLung[tissue] = 1;
  for (const [name, side] of [["wholeLeft", SIDE.left] as const, ["wholeRight", SIDE.right] as const]) {
    defineOnce(truth, name, () =>
      shaped(sides.data.map((own, at) => (own === side ? inLung[tissues.data[at]] : 0))),
    );
  }
  return truth as ThoraxTruth;
}

/** A field that is made when it is first asked for. */
function defineOnce(record: object, name: string, make: () => unknown): void {
  Object.defineProperty(record, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = make();
      Object.defineProperty(record, name, { value, enumerable: true });
      return value;
    },
  });
}
