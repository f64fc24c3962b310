import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { allocated } from "../allocated";
import { describedAs, describeGrid, shortly } from "../describe";
import { InvalidArgumentError, ShapeMismatchError } from "../errors";
import { thousands } from "../words";
import { type BitRows, forEachRun, wordsPerRow } from "./bitRows";
import { contiguous } from "./contiguous";
import { createGeometry, type Shape, type VolumeGeometry, voxelVolume } from "./geometry";

/** What a warning of a mask is about: names to look for. */
export type MaskWarningCode =
  /** A piece of air about as large as a lung was not kept. */
  "AIR_DROPPED";

/** Something a reader of the mask should know. */
export interface MaskWarning {
  readonly code: MaskWarningCode;
  readonly message: string;
}

/** A set of voxels, one bit each, with the geometry of the volume it was made from. */
export interface Mask extends BitRows {
  /** Number of slices, rows and columns, as `geometry.shape`. */
  readonly shape: Shape;
  readonly geometry: VolumeGeometry;
  /** The same set as bytes 0 and 1, [slices, rows, columns]; made on first access and kept. */
  readonly voxels: NdArray<Uint8Array>;
  /** What was noticed while it was made; printed with it. Masks made from it have none of these. */
  readonly warnings: readonly MaskWarning[];
}

/** A mask or its bytes, [slices, rows, columns], non-zero inside. */
export type MaskLike = Mask | NdArray<Uint8Array>;

/**
 * A mask over the geometry; without bits an empty one. The bits are taken over, not copied.
 *
 * @throws OutOfMemoryError for a geometry of more voxels than the machine has room for.
 */
export function createMask(
  geometry: VolumeGeometry,
  bits?: Uint32Array,
  warnings: readonly MaskWarning[] = [],
): Mask {
  const [slices, rows, columns] = geometry.shape;
  const words = slices * rows * wordsPerRow(columns);
  if (bits !== undefined && bits.length !== words) {
    throw new InvalidArgumentError("bits", `${words} words for the shape`, `${bits.length} words`);
  }
  const room = bits ?? allocated(describeRoom(geometry), 4 * words, () => new Uint32Array(words));
  return describedAs(new MaskOfBits(geometry, room, warnings), describeMask);
}

/** A class, since an object with a getter of its own has slow fields in V8, and loops read `bits` for every word. */
class MaskOfBits implements Mask {
  readonly wordsPerRow: number;
  readonly shape: Shape;
  #bytes: NdArray<Uint8Array> | undefined;

  constructor(
    readonly geometry: VolumeGeometry,
    readonly bits: Uint32Array,
    readonly warnings: readonly MaskWarning[],
  ) {
    this.shape = geometry.shape;
    this.wordsPerRow = wordsPerRow(geometry.shape[2]);
  }

  get voxels(): NdArray<Uint8Array> {
    const [slices, rows, columns] = this.shape;
    this.#bytes ??= ndarray(
      allocated(describeRoom(this.geometry), slices * rows * columns, () => unpackBits(this)),
      [...this.shape],
    );
    return this.#bytes;
  }
}

/** The mask of an array's non-zero voxels, [slices, rows, columns]; of unknown place unless a geometry is given. */
export function maskFromVoxels(voxels: NdArray<Uint8Array>, geometry?: VolumeGeometry): Mask {
  const shape = threeAxes(voxels.shape, "mask");
  if (geometry?.shape.some((n, axis) => n !== shape[axis])) {
    throw new ShapeMismatchError("mask", geometry.shape, shape);
  }
  const mask = createMask(geometry ?? createGeometry(shape));
  const bytes = contiguous(voxels);
  const [slices, rows, columns] = shape;
  for (let row = 0, at = 0, w = 0; row < slices * rows; row++) {
    for (let column = 0; column < columns; w++) {
      const end = Math.min(columns, column + 32);
      let word = 0;
      for (let bit = 1; column < end; column++, at++, bit <<= 1) if (bytes[at] !== 0) word |= bit;
      mask.bits[w] = word;
    }
  }
  return mask;
}

/** The mask itself, or the mask of a bare array of bytes. */
export function toMask(input: MaskLike): Mask {
  if (isMask(input)) return input;
  if (isArray(input)) return maskFromVoxels(input);
  throw new InvalidArgumentError("mask", "a mask, or an array of bytes", shortly(input));
}

/** Of a cell without type checks anything may come. */
function isArray(input: unknown): input is NdArray<Uint8Array> {
  return (
    typeof input === "object" && input !== null && "shape" in input && "data" in input && "stride" in input
  );
}

/** True for a Mask, false for a bare array or a volume. */
export function isMask(input: object): input is Mask {
  return typeof input === "object" && input !== null && "bits" in input && "wordsPerRow" in input;
}

/** Number of voxels inside. */
export function countVoxels(mask: MaskLike): number {
  const { bits } = toMask(mask);
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    // Parallel bit count of one word, Warren, Hacker's Delight, 5-1.
    let w = bits[i];
    w -= (w >>> 1) & 0x55555555;
    w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
    count += (((w + (w >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}

/** Volume of the voxels inside, in litres; voxels of unknown size count as 1 mm3 each. @throws UnknownSpacingError for one slice alone. */
export function maskLitres(mask: Mask): number {
  return (countVoxels(mask) * voxelVolume(mask.geometry)) / 1e6;
}

/** [slices, rows, columns] of an array. @throws InvalidArgumentError when it has other than 3 axes. */
export function threeAxes(shape: readonly number[], argument: string): readonly [number, number, number] {
  if (shape.length !== 3) {
    throw new InvalidArgumentError(
      argument,
      "3-dimensional, [slices, rows, columns]",
      `${shape.length} dimensions`,
    );
  }
  return [shape[0], shape[1], shape[2]];
}

function unpackBits(mask: Mask): Uint8Array {
  const [slices, rows, columns] = mask.geometry.shape;
  const bytes = new Uint8Array(slices * rows * columns);
  forEachRun(mask, slices * rows, (row, from, to) => bytes.fill(1, row * columns + from, row * columns + to));
  return bytes;
}

function describeRoom({ shape }: VolumeGeometry): string {
  return `a mask of ${shape.join(" x ")} voxels`;
}

function describeLitres(litres: number): string {
  return litres >= 0.01 || litres === 0 ? `${litres.toFixed(3)} L` : `${litres.toFixed(6)} L`;
}

function describeMask(mask: Mask): string {
  const { shape, spacing, known } = mask.geometry;
  const voxels = countVoxels(mask);
  const hasVolume = spacing[0] !== null && known !== "nothing";
  const size = hasVolume ? describeLitres(maskLitres(mask)) : "volume unknown";
  const line = `Mask: ${thousands(voxels)} voxels, ${size}, of ${describeGrid(shape, spacing, known)}`;
  return [line, ...mask.warnings.map(({ code, message }) => `${code}: ${message}`)].join("\n");
}
