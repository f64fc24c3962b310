import type { Axis, SlabMode } from "tslab-dicom/contract";

/** A picture of a plane, or of several as one. */
export interface PlaneKey {
  /** 0 the volume, 1 the second one. */
  readonly layer: 0 | 1;
  /** The axis that the planes are stacked along. */
  readonly axis: Axis;
  /** Planes from first to last, both included. */
  readonly first: number;
  readonly last: number;
  /** How several become one. */
  readonly mode: SlabMode;
}

/** The values of a picture, row by row; rows and columns are counted along the axes of PLANE_AXES. */
export interface PlaneImage {
  readonly key: PlaneKey;
  /** Exact values, or grey levels of a preview, 0 to 255, perhaps of fewer pixels than the plane has voxels. */
  readonly quality: "exact" | "preview";
  readonly rows: number;
  readonly columns: number;
  readonly values: Int16Array | Float32Array | Uint8Array;
  /** 1 where the pixel lies outside the scan; null where none does or nobody knows. */
  readonly padding: Uint8Array | null;
  /** Overlays of the plane at its full resolution, in the payload's order, where the kernel sent them; else null. */
  readonly overlays: readonly (Uint8Array | Uint16Array)[] | null;
}

/** Brings the pictures of planes: from what the output holds, from the kernel, from what was kept of both. */
export interface PlaneSource {
  /** The best picture that is there now; null where none is. */
  peek(key: PlaneKey): PlaneImage | null;
  /**
   * Says which pictures are shown from now on, at most one a plane and layer, the one that moves first. What can be had
   * better than `peek` gives it is brought, the newest wish first; neighbours in the direction of travel after them.
   *
   * @param beside - pictures whose values are wanted too, after those that are shown. @default none
   */
  want(keys: readonly PlaneKey[], beside?: readonly PlaneKey[]): void;
  /** Calls back with each picture that became better than the one before it, also one that is wanted no more. */
  onImage(listener: (image: PlaneImage) => void, signal: AbortSignal): void;
  /** Calls back when a picture that is wanted cannot be had at all, with a sentence. */
  onFailure(listener: (key: PlaneKey, sentence: string) => void, signal: AbortSignal): void;
}
