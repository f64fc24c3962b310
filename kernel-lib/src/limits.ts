import { InvalidArgumentError, LimitExceededError } from "./errors";
import { type OptionKinds, requireOptions } from "./options";

/** How far a load may go before it is refused, so that a damaged or hostile file cannot take the machine. */
export interface Limits {
  /** Files in a folder, list or archive. */
  readonly files: number;
  /** Bytes that a deflated file, or all entries of an archive together, may inflate to. */
  readonly inflatedBytes: number;
  /** Inflated bytes for each byte of an archive. */
  readonly archiveRatio: number;
  /** Bytes of a header, all before the pixel data; each of its elements counts as 256 at least. */
  readonly headerBytes: number;
  /** Sequences within sequences. */
  readonly depth: number;
  /** Frames of one file. */
  readonly frames: number;
  /** Pixels of one frame. */
  readonly framePixels: number;
  /** Voxels of the volume. */
  readonly voxels: number;
  /** Seconds that decoding may take for a million pixels; a frame has one second at least, and 60 at most or this. */
  readonly decodeSeconds: number;
}

/** Far above what scanners make, far below what hurts: a CT frame is 0.26 million pixels and decodes in 0.1 s. */
export const DEFAULT_LIMITS: Limits = {
  files: 100_000,
  inflatedBytes: 2 ** 34,
  archiveRatio: 200,
  headerBytes: 2 ** 27,
  depth: 32,
  frames: 100_000,
  framePixels: 2 ** 24,
  voxels: 2 ** 30,
  decodeSeconds: 7,
};

const KINDS: OptionKinds<Limits> = {
  files: "number",
  inflatedBytes: "number",
  archiveRatio: "number",
  headerBytes: "number",
  depth: "number",
  frames: "number",
  framePixels: "number",
  voxels: "number",
  decodeSeconds: "number",
};

/**
 * The default limits with the given ones in their place; one that is undefined stays as it is.
 *
 * @throws InvalidArgumentError for an unknown limit, or one that is not a positive number.
 */
export function withLimits(limits: { readonly [Limit in keyof Limits]?: number | undefined } = {}): Limits {
  requireOptions(limits, KINDS, "limits");
  const given = Object.entries(limits).filter((entry): entry is [string, number] => entry[1] !== undefined);
  for (const [name, value] of given) {
    if (!(value > 0)) {
      throw new InvalidArgumentError(`limits.${name}`, "a positive number", value);
    }
  }
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(given) };
}

/** @throws LimitExceededError when `found` is past the limit of that name. */
export function requireWithin(
  limits: Limits,
  limit: keyof Limits,
  found: number,
  file?: { readonly path: string; readonly label: string },
): void {
  if (found > limits[limit]) throw new LimitExceededError(limit, limits[limit], found, file);
}
