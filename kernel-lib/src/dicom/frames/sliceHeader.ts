import { DicomFileError, UnsupportedTransferSyntaxError } from "../../errors";
import type { SourceFile } from "../source/files";
import type { ParsedHeader } from "../parse/parseHeader";
import { nativeLayout, transferSyntaxName } from "../pixels/transferSyntaxes";

type Triple = readonly [number, number, number];

const EXPORT_AGAIN = "Export the series again";

/** How stored values lie in the pixel data, DICOM PS3.3 C.7.6.3.1. */
export interface PixelLayout {
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  /** Where the values begin, in the file or in `inflated`. */
  readonly offset: number;
  /** The inflated file when it was deflated; else null. */
  readonly inflated: Uint8Array | null;
}

/** What a slice must say to become part of a volume. */
export interface SliceHeader {
  readonly file: SourceFile;
  readonly modality: string;
  readonly pixels: PixelLayout;
  /** Centre of the first voxel, LPS mm (0020,0032). */
  readonly position: Triple;
  /** Directions of increasing column and row index (0020,0037). */
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  /** Between rows, between columns, mm (0028,0030). */
  readonly pixelSpacing: readonly [rows: number, columns: number];
  readonly slope: number;
  readonly intercept: number;
  /** Stored values that mean "outside the field of view", lowest and highest; null when the tags name none. */
  readonly padding: readonly [lowest: number, highest: number] | null;
  readonly units: string;
  readonly window: { readonly centre: number; readonly width: number } | null;
  readonly instanceNumber: number | null;
  readonly sliceLocation: number | null;
}

/**
 * The slice that a header describes.
 *
 * @param size - bytes in the file, to find a cut one.
 * @throws DicomFileError when the header lacks or contradicts what a CT slice needs, or the file is cut.
 * @throws UnsupportedTransferSyntaxError for compressed pixel data.
 */
export function sliceHeader(header: ParsedHeader, file: SourceFile, size: number): SliceHeader {
  const fail = (problem: string, remedy: string) =>
    new DicomFileError(file.path, file.label, problem, remedy);
  const required = <T>(value: T | undefined, name: string): T => {
    if (value === undefined) {
      throw fail(
        `${name} is missing or empty, and a volume cannot be placed in the patient without it`,
        "Export the series again with its geometry, or leave this file out",
      );
    }
    return value;
  };
  const list = (tag: string, length: number, name: string): number[] => {
    const values = required(header.decimals(tag), name);
    const numbers = values.filter(Number.isFinite);
    if (numbers.length < length || numbers.length < values.length) {
      throw fail(
        `${name} must hold ${length} numbers; found ${numbers.length} that can be read`,
        EXPORT_AGAIN,
      );
    }
    return values;
  };
  const optional = (tag: string, name: string): number | undefined => {
    const value = header.decimals(tag)?.[0];
    if (Number.isNaN(value)) throw fail(`${name} is not a number`, EXPORT_AGAIN);
    return value;
  };

  const pixels = pixelLayout(header, file, size, fail);
  const position = list("x00200032", 3, "Image Position (0020,0032)");
  const directions = list("x00200037", 6, "Image Orientation (0020,0037)");
  const pixelSpacing = list("x00280030", 2, "Pixel Spacing (0028,0030)");
  if (!pixelSpacing.every((mm) => mm > 0)) {
    throw fail(
      `Pixel Spacing (0028,0030) must be positive; found ${pixelSpacing.join(" and ")} mm`,
      "Export the series again with its geometry, or leave this file out",
    );
  }
  const [rowDirection, columnDirection] = [triple(directions, 0), triple(directions, 3)];
  if (!arePerpendicularUnits(rowDirection, columnDirection)) {
    throw fail(
      `Image Orientation (0020,0037) must be two perpendicular unit vectors; found ${directions.slice(0, 6).join(", ")}`,
      "Export the series again with its geometry, or leave this file out",
    );
  }
  const slope = optional("x00281053", "Rescale Slope (0028,1053)");
  const intercept = optional("x00281052", "Rescale Intercept (0028,1052)");
  if (slope === 0) throw fail("Rescale Slope (0028,1053) is 0", EXPORT_AGAIN);
  const modality = header.text("x00080060") ?? "";
  return {
    file,
    modality,
    pixels,
    position: triple(position, 0),
    rowDirection: unit(rowDirection),
    columnDirection: unit(columnDirection),
    pixelSpacing: [pixelSpacing[0], pixelSpacing[1]],
    slope: slope ?? 1,
    intercept: intercept ?? 0,
    padding: paddingRange(header, pixels.signed),
    units: slope === undefined || intercept === undefined ? "unspecified" : unitsOf(header, modality),
    window: windowOf(header),
    instanceNumber: optional("x00200013", "Instance Number (0020,0013)") ?? null,
    sliceLocation: optional("x00201041", "Slice Location (0020,1041)") ?? null,
  };
}

function pixelLayout(
  header: ParsedHeader,
  file: SourceFile,
  size: number,
  fail: (problem: string, remedy: string) => DicomFileError,
): PixelLayout {
  const { pixelData, inflated } = header;
  const syntax = nativeLayout(header.transferSyntax);
  if (syntax === null) {
    const { transferSyntax } = header;
    throw new UnsupportedTransferSyntaxError(
      file.path,
      file.label,
      transferSyntax,
      transferSyntaxName(transferSyntax),
    );
  }
  const rows = header.uint16("x00280010") ?? 0;
  const columns = header.uint16("x00280011") ?? 0;
  const bitsAllocated = header.uint16("x00280100") ?? 0;
  const bitsStored = header.uint16("x00280101") ?? 0;
  const highBit = header.uint16("x00280102") ?? -1;
  const representation = header.uint16("x00280103");
  const frames = header.decimals("x00280008")?.[0] ?? 1;
  const samples = header.uint16("x00280002") ?? 1;
  const photometric = header.text("x00280004") ?? "";
  const other = "Give a series of single-frame grey CT images";
  if (frames > 1) throw fail(`it holds ${frames} frames, and multi-frame images are not supported`, other);
  if (samples !== 1 || !photometric.startsWith("MONOCHROME")) {
    throw fail(`it is a colour image (${photometric || "no photometric interpretation"})`, other);
  }
  if (rows === 0 || columns === 0) throw fail(`its matrix is ${rows} x ${columns}`, EXPORT_AGAIN);
  if (bitsAllocated !== 8 && bitsAllocated !== 16) {
    throw fail(`expected 8 or 16 bits allocated, found ${bitsAllocated}`, other);
  }
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit < bitsStored - 1 || highBit >= bitsAllocated) {
    throw fail(
      `bits stored (${bitsStored}) and high bit (${highBit}) do not fit ${bitsAllocated} bits allocated`,
      EXPORT_AGAIN,
    );
  }
  if (representation !== 0 && representation !== 1) {
    throw fail(
      `Pixel Representation (0028,0103) must be 0 or 1; found ${representation ?? "none"}`,
      EXPORT_AGAIN,
    );
  }
  const offset = pixelData?.offset ?? 0;
  const needed = (rows * columns * bitsAllocated) / 8;
  const there = Math.min(pixelData?.length ?? 0, (inflated?.length ?? size) - offset);
  if (there < needed) {
    throw fail(
      `its pixel data is cut: ${rows} x ${columns} pixels need ${needed} bytes, and ${Math.max(0, there)} are there`,
      "Copy or export this file again, or leave it out",
    );
  }
  return {
    rows,
    columns,
    bitsAllocated,
    bitsStored,
    highBit,
    signed: representation === 1,
    littleEndian: syntax.littleEndian,
    offset,
    inflated,
  };
}

/** Pixel Padding Value and Range Limit, in stored values and either order. DICOM PS3.3 C.7.5.1.1.2. */
function paddingRange(header: ParsedHeader, signed: boolean): readonly [number, number] | null {
  const read = signed ? header.int16 : header.uint16;
  const value = read("x00280120");
  if (value === undefined) return null;
  const limit = read("x00280121") ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}

/** CT values that are rescaled are Hounsfield units unless Rescale Type says otherwise. DICOM PS3.3 C.8.2.1.1.2. */
function unitsOf(header: ParsedHeader, modality: string): string {
  const type = header.text("x00281054");
  const projection = header.text("x00080008")?.includes("LOCALIZER") ?? false;
  if (type !== undefined && type !== "HU") return type === "US" ? "unspecified" : type;
  return modality === "CT" && !projection ? "HU" : "unspecified";
}

function windowOf(header: ParsedHeader): SliceHeader["window"] {
  const centre = header.decimals("x00281050")?.[0];
  const width = header.decimals("x00281051")?.[0];
  const readable = Number.isFinite(centre) && Number.isFinite(width);
  return !readable || centre === undefined || width === undefined || width < 1 ? null : { centre, width };
}

function triple(values: readonly number[], from: number): Triple {
  return [values[from], values[from + 1], values[from + 2]];
}

function arePerpendicularUnits(a: Triple, b: Triple): boolean {
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return (
    Math.abs(Math.hypot(...a) - 1) < 1e-2 && Math.abs(Math.hypot(...b) - 1) < 1e-2 && Math.abs(dot) < 1e-3
  );
}

/** Direction cosines come rounded to a few digits; lengths in mm must not carry that error. */
function unit(vector: Triple): Triple {
  const length = Math.hypot(...vector);
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}
