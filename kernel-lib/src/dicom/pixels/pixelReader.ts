import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { isAllocationFailure } from "../../allocated";
import { LimitExceededError, OutOfMemoryError, UnsupportedTransferSyntaxError } from "../../errors";
import type { Limits } from "../../limits";
import { readInflated } from "../elements/inflate";
import { transferSyntax } from "../elements/transferSyntaxes";
import type { Frame } from "../image/frame";
import { type FrameFormat, frameLength, type StoredValues } from "../image/frameFormat";
import { readFrameFormat } from "../image/readFrameFormat";
import { nameFile } from "../source/readFrom";
import type { SourceFile } from "../source/sourceFile";
import { UnreadableError } from "../source/unreadableError";
import { findFormatWarnings } from "./places/findFormatWarnings";
import type { FrameRanges, PixelDataWarning, PixelSource } from "./places/frameRanges";
import { placeEncapsulatedFrames } from "./places/placeEncapsulatedFrames";
import { placeNativeFrames } from "./places/placeNativeFrames";
import { readFrameBytes } from "./places/readFrameBytes";
import { decodeNow } from "./threads/decodeNow";
import { createDecoderPool } from "./threads/decoderPool";

/** A frame and how its samples are stored. */
export interface PixelFrame {
  readonly frame: Frame;
  readonly pixels: FrameFormat;
}

/** Reads the stored values of frames. Whoever made it closes it. */
export interface PixelReader {
  /** How many reads are worth having under way at once. */
  readonly lanes: number;
  /**
   * The stored values of a frame.
   *
   * @throws DicomFileError when its pixel data is cut or does not decode; LimitExceededError.
   */
  readonly read: (slice: PixelFrame) => Promise<StoredValues>;
  /** What was amiss with pixel data that was read all the same, with the file's label. */
  readonly warnings: () => readonly (PixelDataWarning & { readonly file: string })[];
  readonly close: () => Promise<void>;
}

export interface PixelReaderOptions {
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  /** How many frames will be read: no more threads than that are started. */
  readonly frames: number;
}

/** A reader of frames; compressed ones are decoded by a pool of threads that starts with the first. */
export function createPixelReader({ limits, signal, frames }: PixelReaderOptions): PixelReader {
  const threads = Math.min(availableParallelism(), frames);
  const pool = createDecoderPool({ limits, threads, ...(signal && { signal }) });
  const bytes = createFrameBytes(limits);
  return {
    // One more than threads, so that bytes wait for a thread and not a thread for bytes.
    lanes: threads + 1,
    read: async (slice) => {
      try {
        return await pool.decode(bytes.read(slice), slice.pixels);
      } catch (error) {
        throw ofFrame(slice, error);
      }
    },
    warnings: () =>
      [...bytes.places].flatMap(([{ label }, { warnings }]) =>
        warnings.map((one) => ({ ...one, file: label })),
      ),
    close: () => pool.close(),
  };
}

/**
 * The stored values of one frame, waiting for them.
 *
 * @throws DicomFileError when its pixel data is cut or does not decode; LimitExceededError.
 */
export function readStoredValues(slice: PixelFrame, limits: Limits): StoredValues {
  try {
    return decodeNow(readOneFrame(slice, placeFrames(slice, limits), limits), slice.pixels, limits);
  } catch (error) {
    throw ofFrame(slice, error);
  }
}

/**
 * Makes digests of the bytes of frames: equal for equal bytes; null where they cannot be read, which a load will tell.
 */
export function createPixelDigest(limits: Limits): (frame: Frame) => string | null {
  const bytes = createFrameBytes(limits);
  return (frame) => {
    try {
      const stored = bytes.read({ frame, pixels: readFrameFormat(frame) });
      return createHash("sha256").update(stored).digest("base64");
    } catch (error) {
      if (isOfFrame(error)) return null;
      throw error;
    }
  };
}

/** Whether the error is of what is read and not of the reading. */
function isOfFrame(error: unknown): boolean {
  return (
    error instanceof UnreadableError ||
    error instanceof UnsupportedTransferSyntaxError ||
    error instanceof LimitExceededError ||
    isAllocationFailure(error)
  );
}

/** Reads the bytes of frames; where those of a file are is found out once. */
function createFrameBytes(limits: Limits) {
  const places = new Map<SourceFile, FrameRanges>();
  // Of a deflated file with many frames, which would else be inflated from its start for each of them.
  let whole: { readonly file: SourceFile; readonly source: PixelSource } | null = null;
  return {
    places: places as ReadonlyMap<SourceFile, FrameRanges>,
    read: (slice: PixelFrame): Uint8Array => {
      const { file, header, frames, index } = slice.frame;
      const place = places.get(file) ?? placeFrames(slice, limits);
      places.set(file, place);
      if (!header.inflated || frames === 1) return readOneFrame(slice, place, limits);
      if (whole?.file !== file) whole = { file, source: inflatedPixels(slice.frame, place, limits) };
      return readFrameBytes(whole.source, place.frames[index]);
    },
  };
}

function readOneFrame({ frame }: PixelFrame, place: FrameRanges, limits: Limits): Uint8Array {
  return readFrameBytes(pixelSource(frame, limits), place.frames[frame.index]);
}

/** The file, or what it inflates to. */
function pixelSource({ file, header }: Frame, limits: Limits): PixelSource {
  if (!header.inflated) return file;
  const read = (offset: number, length: number) =>
    requireInflated(readInflated(file, header.dataSetOffset, offset, length, limits), length);
  // How far it inflates is known when it has been inflated: a short read tells.
  return { size: limits.inflatedBytes, read };
}

/** All frames of a deflated file, inflated once. */
function inflatedPixels({ file, header }: Frame, { frames }: FrameRanges, limits: Limits): PixelSource {
  const ranges = frames.flat();
  const start = ranges[0].offset;
  const end = ranges.reduce((last, { offset, length }) => Math.max(last, offset + length), start);
  const bytes = readInflated(file, header.dataSetOffset, start, end - start, limits);
  return {
    size: start + bytes.length,
    read: (offset, length) =>
      requireInflated(bytes.subarray(offset - start, offset - start + length), length),
  };
}

/** @throws UnreadableError when a deflated data set ends before its pixel data does. */
function requireInflated(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length === length) return bytes;
  throw new UnreadableError("its deflated data set is cut or damaged: it ends within its pixel data");
}

function placeFrames(slice: PixelFrame, limits: Limits): FrameRanges {
  const { frames, warnings } = findFrames(slice, limits);
  return { frames, warnings: [...findFormatWarnings(slice.frame, slice.pixels), ...warnings] };
}

function findFrames({ frame, pixels }: PixelFrame, limits: Limits): FrameRanges {
  const { header, frames } = frame;
  if (header.pixelData === null) throw new UnreadableError("a slice must have pixel data; found none");
  const source = pixelSource(frame, limits);
  if (transferSyntax(pixels.transferSyntax)?.encoding === "native") {
    return placeNativeFrames(source, header.pixelData, pixels, frames, limits);
  }
  return placeEncapsulatedFrames(source, header.pixelData, frames, limits, {
    extendedOffsetTable: header.extendedOffsets ?? undefined,
  });
}

/** What went wrong with a frame, said of its file. */
function ofFrame({ frame: { file }, pixels }: PixelFrame, error: unknown): unknown {
  if (isAllocationFailure(error)) {
    return new OutOfMemoryError(`a frame of ${pixels.rows} x ${pixels.columns} pixels`, frameLength(pixels));
  }
  return nameFile(file, error);
}
