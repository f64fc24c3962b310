import { describedAs, shortly, withHidden } from "./describe";

/**
 * Every error this library throws. Each has a `tag` to switch on, and fields for what its sentence says.
 * Messages never hold patient data, UIDs of it or names of files; `path` has the path for whoever asks.
 */
export abstract class TslabDicomError<Tag extends string> extends Error {
  abstract readonly tag: Tag;
  /** Path of the file or folder that the error is about, where there is one; not printed. */
  declare readonly path?: string | undefined;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // Fields, stack and cause name folders, and what a cell prints is saved and shared.
    describedAs(this, () => `${this.name}: ${message}`);
  }
}

/** A caller passed a value the function cannot work with. */
export class InvalidArgumentError extends TslabDicomError<"InvalidArgumentError"> {
  readonly tag = "InvalidArgumentError";
  override readonly name = "InvalidArgumentError";
  constructor(
    readonly argument: string,
    readonly expected: string,
    readonly received: unknown,
  ) {
    super(`${argument} must be ${expected}; received ${shownValue(received)}`);
  }
}

/** A value that was received; a text as it is, which often says already what was. */
function shownValue(received: unknown): string {
  return typeof received === "string" ? received : shortly(received);
}

/** Two volumes, masks or images that must have the same shape do not. */
export class ShapeMismatchError extends TslabDicomError<"ShapeMismatchError"> {
  readonly tag = "ShapeMismatchError";
  override readonly name = "ShapeMismatchError";
  constructor(
    readonly argument: string,
    readonly expected: readonly number[],
    readonly received: readonly number[],
  ) {
    super(
      `${argument} must have the shape [${expected.join(", ")}] of what it is combined with; received [${received.join(", ")}]`,
    );
  }
}

/** A millimetre along the slice axis was asked of a volume whose slice spacing is not known. */
export class UnknownSpacingError extends TslabDicomError<"UnknownSpacingError"> {
  readonly tag = "UnknownSpacingError";
  override readonly name = "UnknownSpacingError";
  constructor(readonly operation: string) {
    super(
      `${operation} needs the distance between slices, and a volume of one slice has none; load at least two slices of the series`,
    );
  }
}

/** A folder (or list of files) holds no DICOM image that could become a volume. */
export class NoDicomError extends TslabDicomError<"NoDicomError"> {
  readonly tag = "NoDicomError";
  override readonly name = "NoDicomError";
  constructor(
    /** As it was typed, or "": the one path that a message shows, for it stands in the cell already. */
    override readonly path: string,
    readonly files: number,
    readonly found: string,
  ) {
    super(
      `there must be at least one DICOM image file${path === "" ? "" : ` in ${JSON.stringify(path)}`}; found ${found}. Point loadScan at the files of one CT series: a folder, a zip archive or a list`,
    );
    withHidden(this, "path");
  }
}

/** A DICOM file lacks what a CT slice needs, or is damaged. */
export class DicomFileError extends TslabDicomError<"DicomFileError"> {
  readonly tag = "DicomFileError";
  override readonly name = "DicomFileError";
  constructor(
    /** Path of the file; never part of the message. */
    override readonly path: string,
    /** Which file, by its place in the sorted list of names: "file 17 of 261 (by name)". */
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem}. ${remedy}`, options);
    withHidden(this, "path");
  }
}

/** Pixel data is stored in a transfer syntax this version does not read. */
export class UnsupportedTransferSyntaxError extends TslabDicomError<"UnsupportedTransferSyntaxError"> {
  readonly tag = "UnsupportedTransferSyntaxError";
  override readonly name = "UnsupportedTransferSyntaxError";
  constructor(
    override readonly path: string,
    readonly file: string,
    /** Transfer Syntax UID, DICOM PS3.6 Annex A. */
    readonly transferSyntax: string,
    readonly transferSyntaxName: string,
  ) {
    super(
      `${file}: pixel data is stored as ${transferSyntaxName}${standardUid(transferSyntax)}, which is not read; expected uncompressed pixels, RLE, JPEG, JPEG-LS, JPEG 2000 or High-Throughput JPEG 2000. Convert the series to Explicit VR Little Endian first`,
    );
    withHidden(this, "path");
  }
}

/** Something in the files is larger than the load may take; it is refused before its memory is taken. */
export class LimitExceededError extends TslabDicomError<"LimitExceededError"> {
  readonly tag = "LimitExceededError";
  override readonly name = "LimitExceededError";
  /** Path of the file, where it is about one; never part of the message. */
  override readonly path: string | undefined;
  constructor(
    /** Name of the limit, a field of the `limits` option. */
    readonly limit: string,
    readonly allowed: number,
    readonly found: number,
    file?: { readonly path: string; readonly label: string },
  ) {
    const where = file ? `${file.label}: ` : "";
    super(
      `${where}${limit} must be at most ${allowed}; found ${found}. If the data is meant to be that large, raise the limit with { limits: { ${limit}: ${found} } }`,
    );
    this.path = file?.path;
    withHidden(this, "path");
  }
}

/** The machine has no room for what was asked, although no limit forbids it. */
export class OutOfMemoryError extends TslabDicomError<"OutOfMemoryError"> {
  readonly tag = "OutOfMemoryError";
  override readonly name = "OutOfMemoryError";
  constructor(
    /** What was to be made: "a volume of 261 x 512 x 512 voxels". */
    readonly what: string,
    readonly bytes: number,
  ) {
    super(
      `${what} must find ${Math.ceil(bytes / 2 ** 20)} MiB of memory in one piece; found less. Shut down other kernels, restart this one, or load fewer slices`,
    );
  }
}

/** The threads that decode compressed images do not start: a fault of the runtime or the machine, not of the files. */
export class DecoderStartError extends TslabDicomError<"DecoderStartError"> {
  readonly tag = "DecoderStartError";
  override readonly name = "DecoderStartError";
  constructor(
    /** How long it was waited for. */
    readonly seconds: number,
  ) {
    super(
      `threads that decode compressed images must start within ${seconds} s; found that they did not. They are known to run in Node.js, as tslab's kernel does: on another runtime convert the series to Explicit VR Little Endian first; on Node.js try again when the machine is less busy`,
    );
  }
}

/** A UID of the standard, in brackets; any other may be one of the patient's. */
function standardUid(uid: string): string {
  return /^1\.2\.840\.10008\.[0-9.]{1,40}$/.test(uid) ? ` (${uid})` : "";
}

/** Volumes that MultipleVolumesError names one by one. */
const VOLUMES_NAMED = 12;

/** The files hold more than one volume, and none was chosen. */
export class MultipleVolumesError extends TslabDicomError<"MultipleVolumesError"> {
  readonly tag = "MultipleVolumesError";
  override readonly name = "MultipleVolumesError";
  constructor(
    override readonly path: string,
    /** One line each: how many slices, of what matrix and modality. */
    readonly volumes: readonly string[],
    /** The number that chooses each, as `volume` of `loadScan`: its place in the list of `scanFolder`. */
    readonly choices: readonly number[] = volumes.map((_, i) => i),
    /** What they are. @default "volumes" */
    what: "volumes" | "localizers and pictures" = "volumes",
  ) {
    const named = volumes.slice(0, VOLUMES_NAMED).map((line, i) => `[${choices[i]}] ${line}`);
    const more = volumes.length - named.length;
    const rest = more > 0 ? [`and ${more} more; scanFolder lists all`] : [];
    super(
      `one volume can be loaded at a time; found ${volumes.length} ${what}: ${[...named, ...rest].join("; ")}. The number in brackets chooses: loadScan(path, { volume: ${choices[0]} }); or give a folder with one series`,
    );
    withHidden(this, "path");
  }
}

/** Two neighbouring slices, counted from 1 along the stack, and the distance between them along their normal. */
export interface SliceGap {
  readonly slices: readonly [number, number];
  readonly mm: number;
}

/** Something that keeps slices from being one regular stack; `sentence` says it in words. */
export type GeometryProblem = { readonly sentence: string } & (
  | {
      readonly kind: "missing-slices";
      readonly count: number;
      /** Median gap, mm; each of `gaps` is about a multiple of it. */
      readonly median: number;
      readonly gaps: readonly SliceGap[];
    }
  | {
      readonly kind: "uneven-spacing";
      readonly median: number;
      /** The gaps that are not as the median. */
      readonly gaps: readonly SliceGap[];
      /** The different gaps, and how often each occurs. */
      readonly sizes: readonly { readonly mm: number; readonly count: number }[];
    }
  /** Angle between the stack's axis and the slices' normal. */
  | { readonly kind: "tilt"; readonly degrees: number }
  /** Slices beside the stack's axis, and how far. */
  | { readonly kind: "sideways"; readonly shifts: readonly { readonly slice: number; readonly mm: number }[] }
  | { readonly kind: "doubled-position"; readonly pairs: readonly SliceGap[] }
  /** Slices, by the names of their files, that are turned against the others, by so many degrees at most. */
  | { readonly kind: "mixed-orientation"; readonly files: readonly string[]; readonly degrees: number }
  | {
      readonly kind: "mixed-matrix" | "mixed-pixel-spacing" | "mixed-units" | "mixed-frame-of-reference";
      /** The different values, and how many slices have each; frames of reference are numbered. */
      readonly values: readonly { readonly value: string; readonly count: number }[];
    }
);

/** The slices do not form a regular stack: the sentence lists every problem with its numbers. */
export class GeometryError extends TslabDicomError<"GeometryError"> {
  readonly tag = "GeometryError";
  override readonly name = "GeometryError";
  constructor(
    readonly problems: readonly string[],
    readonly remedy: string,
    /** The problems in numbers, where they were measured. */
    readonly details: readonly GeometryProblem[] = [],
  ) {
    super(`the slices must form one regular stack; found ${problems.join("; ")}. ${remedy}`);
  }
}

/** Values are not Hounsfield units, and the function's thresholds are. */
export class UnitsError extends TslabDicomError<"UnitsError"> {
  readonly tag = "UnitsError";
  override readonly name = "UnitsError";
  constructor(
    readonly operation: string,
    readonly units: string,
  ) {
    super(
      `${operation} needs a volume in HU; this one is in ${units}. If its values really are Hounsfield units, make createVolume(volume.voxels, { ...volume, units: "HU" }) of it first`,
    );
  }
}

/** A number that must be finite is not. */
export class NonFiniteError extends TslabDicomError<"NonFiniteError"> {
  readonly tag = "NonFiniteError";
  override readonly name = "NonFiniteError";
  constructor(
    readonly argument: string,
    readonly index: number,
    readonly received: number,
  ) {
    super(`${argument} must hold finite numbers only; found ${received} at index ${index}`);
  }
}

/** The kernel's interrupt (Jupyter's stop button) ended work that was still going on. */
export class InterruptedError extends TslabDicomError<"InterruptedError"> {
  readonly tag = "InterruptedError";
  override readonly name = "InterruptedError";
  constructor(
    /** What was going on: "Loading". */
    readonly operation: string,
  ) {
    super(
      `${operation} was stopped by the kernel's interrupt before it had a result; run the cell again to start anew`,
    );
  }
}

/** True for any error of this library; `error.tag` then says which. */
export function isTslabDicomError(error: unknown): error is TslabDicomError<string> {
  return error instanceof TslabDicomError;
}
