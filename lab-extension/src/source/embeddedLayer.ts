import type { ExactSlice, SlicesPayload } from "tslab-dicom/contract";
import type { BitVolume } from "../decode/bitVolume";
import { LruCache } from "../decode/lruCache";
import { PayloadError } from "../decode/payloadError";
import { decodeExact, decodePreview } from "../decode/slice";
import { findCell } from "../slice/findCell";
import { countBytes } from "./countBytes";
import { cutPadding } from "./cutOverlay";
import { type CutPlane, cutPlane } from "./cutPlane";
import { planeId } from "./planeId";
import type { PlaneImage, PlaneKey } from "./planeSource";
import { SliceStack } from "./sliceStack";

/** A slice to decode: its exact values as a picture, or into the stack of all slices that other planes are cut from. */
export interface DecodeStep {
  readonly slice: number;
  readonly into: "pictures" | "stack";
}

const PADDING_BYTES = 8 * 2 ** 20;

export interface EmbeddedLayerOptions {
  /** Exact slices and planes that were cut are kept up to this many bytes. */
  readonly pictureBytes: number;
  /** Where all slices together are more bytes, no planes are cut from them. */
  readonly stackBytes: number;
}

/** What an output holds of one volume, as pictures of planes. Decodes a slice when told to. */
export class EmbeddedLayer {
  private readonly pictures: LruCache<string, PlaneImage>;
  private readonly stack: SliceStack | null;
  private readonly damaged = new Set<number>();
  private readonly exactly: ReadonlyMap<number, ExactSlice>;
  /** What lies outside the scan in slices of the preview, which are shown again and again. */
  private readonly outside = new LruCache<string, Uint8Array>(PADDING_BYTES, ({ length }) => length);
  private readonly quality: PlaneImage["quality"];

  /** @param padding - voxels outside the scan. */
  constructor(
    private readonly layer: PlaneKey["layer"],
    private readonly content: Pick<SlicesPayload, "shape" | "exact" | "preview">,
    private readonly padding: BitVolume | null,
    { pictureBytes, stackBytes }: EmbeddedLayerOptions,
  ) {
    const { shape, exact, preview } = content;
    this.exactly = new Map(exact.map((each) => [each.slice, each]));
    this.quality = preview ? "preview" : "exact";
    this.pictures = new LruCache(pictureBytes, countBytes);
    const [rows, columns] = preview ? [preview.rows, preview.columns] : [shape[1], shape[2]];
    const isFloat = exact.some(({ dtype }) => dtype === "float32");
    const Values = preview ? Uint8Array : isFloat ? Float32Array : Int16Array;
    const fits = shape[0] * rows * columns * Values.BYTES_PER_ELEMENT <= stackBytes;
    this.stack = fits ? new SliceStack([shape[0], rows, columns], (length) => new Values(length)) : null;
  }

  /** The best picture that is there now; null where none is. */
  peek(key: PlaneKey): PlaneImage | null {
    const kept = this.pictures.get(planeId(key));
    if (kept) return { ...kept, key };
    const { stack, quality } = this;
    const [first, last] = this.findSlices(key);
    if (!stack?.has(first, last)) return null;
    if (isSlice(key)) {
      const [, rows, columns] = stack.shape;
      return this.toImage(key, quality, { rows, columns, values: stack.slice(first) });
    }
    const inStack = (plane: number) => findCell(plane, this.content.shape[key.axis], stack.shape[key.axis]);
    const planes = { ...key, first: inStack(key.first), last: inStack(key.last) };
    return this.keep(this.toImage(key, quality, cutPlane(stack, planes, this.padding)));
  }

  /** What to decode next for the best picture of a key, nearest to a slice; null where nothing is left to do. */
  findStep(key: PlaneKey, near: number): DecodeStep | null {
    const { stack } = this;
    const [first, last] = this.findSlices(key);
    if (this.hasExact(key)) {
      const isThere =
        this.pictures.get(planeId(key)) || (this.quality === "exact" && stack?.has(first, last));
      return isThere ? null : { slice: first, into: "pictures" };
    }
    if (this.findFailure(key) !== undefined) return null;
    return this.findMissing(first, last, near);
  }

  /** The slice of a preview to decode before it is asked for, nearest to one; null where none is left. */
  findFill(near: number): DecodeStep | null {
    return this.quality === "preview" ? this.findMissing(0, this.content.shape[0] - 1, near) : null;
  }

  /** Why a key will have no picture; undefined where it may have one. */
  findFailure(key: PlaneKey): unknown {
    if (this.hasExact(key)) return undefined;
    if (this.stack) return this.stack.findFailure(...this.findSlices(key));
    return new PayloadError("The output holds too much to cut these planes from it.");
  }

  async decode({ slice, into }: DecodeStep): Promise<void> {
    const { shape, preview } = this.content;
    try {
      if (into === "stack" && preview) {
        this.stack?.set(slice, (await decodePreview(preview, slice)).values);
        return;
      }
      const found = this.exactly.get(slice);
      if (!found) throw new PayloadError(`Slice ${slice + 1} is not embedded in this output.`);
      const decoded = await decodeExact(found, shape[1], shape[2]);
      if (into === "stack") this.stack?.set(slice, decoded.values);
      else
        this.keep(
          this.toImage(
            { layer: this.layer, axis: 0, first: slice, last: slice, mode: "max" },
            "exact",
            decoded,
          ),
        );
    } catch (error) {
      if (into === "stack") this.stack?.fail(slice, error);
      else this.damaged.add(slice);
    }
  }

  private findMissing(first: number, last: number, near: number): DecodeStep | null {
    const slice = this.stack?.findMissing(first, last, near) ?? null;
    return slice === null ? null : { slice, into: "stack" };
  }

  private hasExact(key: PlaneKey): boolean {
    return isSlice(key) && !this.damaged.has(key.first) && this.exactly.has(key.first);
  }

  private findSlices({ axis, first, last }: PlaneKey): readonly [first: number, last: number] {
    return axis === 0 ? [first, last] : [0, this.content.shape[0] - 1];
  }

  private toImage(
    key: PlaneKey,
    quality: PlaneImage["quality"],
    { rows, columns, values }: CutPlane,
  ): PlaneImage {
    const padding = this.cutOutside(key, rows, columns);
    return { key, quality, rows, columns, values, padding, overlays: null };
  }

  private cutOutside(key: PlaneKey, rows: number, columns: number): Uint8Array | null {
    if (!this.padding) return null;
    const id = `${planeId(key)} ${rows} ${columns}`;
    const kept = this.outside.get(id);
    if (kept) return kept;
    const outside = cutPadding(this.padding, { ...key, shape: this.content.shape, rows, columns });
    this.outside.set(id, outside);
    return outside;
  }

  private keep(image: PlaneImage): PlaneImage {
    this.pictures.set(planeId(image.key), image);
    return image;
  }
}

function isSlice({ axis, first, last }: PlaneKey): boolean {
  return axis === 0 && first === last;
}
