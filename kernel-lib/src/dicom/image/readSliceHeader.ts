import { withHidden } from "../../describe";
import { dot, type Triple, unit } from "../../volume/vectors";
import type { ElementReader } from "../elements/elementReader";
import { type DecimalVr, describeTag, type NamedTag, type Tag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { transferSyntax } from "../elements/transferSyntaxes";
import { readFrom } from "../source/readFrom";
import type { SourceFile } from "../source/sourceFile";
import { UnreadableError } from "../source/unreadableError";
import type { Frame } from "./frame";
import type { FrameFormat } from "./frameFormat";
import { readModalityLut } from "./modalityLut";
import { requireOneSlice } from "./mosaic";
import { readFrameFormat } from "./readFrameFormat";
import { readPaddingRange } from "./readPaddingRange";
import { readTagWindows, type TagWindow } from "./readTagWindows";
import { readValueUnits } from "./readValueUnits";
import type { Rescale } from "./rescaleTags";

/** What a slice must say to become part of a volume. */
export interface SliceHeader extends Rescale {
  readonly file: SourceFile;
  readonly frame: Frame;
  readonly modality: string;
  readonly pixels: FrameFormat;
  /** Centre of the first voxel, LPS mm (0020,0032). */
  readonly position: Triple;
  /** Directions of increasing column and row index (0020,0037). */
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  /** Between rows, between columns, mm (0028,0030). */
  readonly pixelSpacing: readonly [rows: number, columns: number];
  readonly frameOfReference: string | null;
  readonly windows: readonly TagWindow[];
  readonly instanceNumber: number | null;
  readonly sliceLocation: number | null;
  /** Slice Thickness (0018,0050) and Spacing Between Slices (0018,0088), mm, as the tags have them. */
  readonly sliceThickness: number | null;
  readonly spacingBetweenSlices: number | null;
  /** Gantry/Detector Tilt (0018,1120), degrees, as the tag has it. */
  readonly gantryTilt: number | null;
  /** The pixels went through lossy compression once. */
  readonly lossy: boolean;
  /** A tag names units that DICOM does not know; `units` is "unspecified". */
  readonly unitsUnknown: boolean;
}

const EXPORT_AGAIN = { remedy: "Export the series again" };
const EXPORT_GEOMETRY = { remedy: "Export the series again with its geometry, or leave this file out" };
const ONE_FRAME = { remedy: "Give a series of single slices, or an enhanced multi-frame CT" };

/**
 * The slice that a frame describes.
 *
 * @throws DicomFileError when the frame lacks or contradicts what a slice of a volume needs.
 * @throws UnsupportedTransferSyntaxError for pixel data in a syntax that is not read.
 */
export function readSliceHeader(frame: Frame): SliceHeader {
  return readFrom(frame.file, () => readSlice(frame));
}

function readSlice(frame: Frame): SliceHeader {
  const { file, elements } = frame;
  if (frame.frames > 1 && elements === frame.header) {
    const problem = `it holds ${frame.frames} frames and does not say where in the patient each of them lies`;
    throw new UnreadableError(problem, ONE_FRAME);
  }
  requireOneSlice(elements);
  const pixels = readFrameFormat(frame);
  const number = (tag: NamedTag<DecimalVr>) => optionalNumber(elements, tag);
  const plane = imagePlane(elements);
  const header: SliceHeader = {
    file,
    frame,
    modality: elements.text(TAGS.Modality) ?? "",
    pixels,
    rows: pixels.rows,
    columns: pixels.columns,
    ...plane,
    ...rescaleOf(frame, pixels),
    frameOfReference: elements.text(TAGS.FrameOfReferenceUID) ?? null,
    padding: readPaddingRange(elements, pixels),
    windows: readTagWindows(elements),
    instanceNumber: number(TAGS.InstanceNumber),
    sliceLocation: number(TAGS.SliceLocation),
    sliceThickness: positive(elements, TAGS.SliceThickness),
    spacingBetweenSlices: positive(elements, TAGS.SpacingBetweenSlices),
    gantryTilt: finite(elements, TAGS.GantryDetectorTilt),
    lossy:
      elements.text(TAGS.LossyImageCompression) === "01" ||
      transferSyntax(pixels.transferSyntax)?.lossy === true,
  };
  // They lead to the patient.
  return withHidden(header, "frame", "frameOfReference");
}

/** A number of a tag; null when there is none, an error when it cannot be read. */
function optionalNumber(elements: ElementReader, tag: NamedTag<DecimalVr>): number | null {
  const value = elements.decimals(tag)?.[0];
  if (Number.isNaN(value)) throw new UnreadableError(`${describeTag(tag)} is not a number`, EXPORT_AGAIN);
  return value ?? null;
}

/** What is only compared with the positions: unreadable is the same as absent. */
function finite(elements: ElementReader, tag: Tag<DecimalVr>): number | null {
  const value = elements.decimals(tag)?.[0] ?? Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function positive(elements: ElementReader, tag: Tag<DecimalVr>): number | null {
  const value = finite(elements, tag);
  return value !== null && value > 0 ? value : null;
}

type ImagePlane = Pick<SliceHeader, "position" | "rowDirection" | "columnDirection" | "pixelSpacing">;

/** Where the image lies in the patient. DICOM PS3.3 C.7.6.2.1.1, C.7.6.3.1.1 (10.7.1.3). */
function imagePlane(elements: ElementReader): ImagePlane {
  const list = (tag: NamedTag<DecimalVr>, length: number): number[] => {
    const name = describeTag(tag);
    const values = elements.decimals(tag);
    if (values === undefined) {
      const remedy = `and a volume cannot be placed in the patient without it`;
      throw new UnreadableError(`${name} is missing or empty, ${remedy}`, EXPORT_GEOMETRY);
    }
    const numbers = values.filter(Number.isFinite);
    if (numbers.length === values.length && numbers.length >= length) return values;
    throw new UnreadableError(
      `${name} must hold ${length} numbers; found ${numbers.length} that can be read`,
      EXPORT_AGAIN,
    );
  };
  const position = list(TAGS.ImagePositionPatient, 3);
  const directions = list(TAGS.ImageOrientationPatient, 6);
  const pixelSpacing = list(TAGS.PixelSpacing, 2);
  if (!pixelSpacing.every((mm) => mm > 0)) {
    throw new UnreadableError(
      `${describeTag(TAGS.PixelSpacing)} must be positive; found ${pixelSpacing.join(" and ")} mm`,
      EXPORT_GEOMETRY,
    );
  }
  const [rowDirection, columnDirection] = [triple(directions, 0), triple(directions, 3)];
  if (!arePerpendicularUnits(rowDirection, columnDirection)) {
    const found = directions.slice(0, 6).join(", ");
    throw new UnreadableError(
      `${describeTag(TAGS.ImageOrientationPatient)} must be two perpendicular unit vectors; found ${found}`,
      EXPORT_GEOMETRY,
    );
  }
  return {
    position: triple(position, 0),
    // Cosines come rounded to a few digits; lengths in mm must not carry that error.
    rowDirection: unit(rowDirection),
    columnDirection: unit(columnDirection),
    pixelSpacing: [pixelSpacing[0], pixelSpacing[1]],
  };
}

function rescaleOf(
  { elements, header }: Frame,
  pixels: FrameFormat,
): Pick<SliceHeader, "slope" | "intercept" | "lut" | "units" | "unitsUnknown"> {
  const slope = optionalNumber(elements, TAGS.RescaleSlope);
  const intercept = optionalNumber(elements, TAGS.RescaleIntercept);
  if (slope === 0) throw new UnreadableError(`${describeTag(TAGS.RescaleSlope)} is 0`, EXPORT_AGAIN);
  const littleEndian = transferSyntax(header.transferSyntax)?.littleEndianPixels ?? true;
  const lut = readModalityLut(elements, { signed: pixels.signed, littleEndian });
  const named = readValueUnits(elements, { lut, rescaled: slope !== null && intercept !== null });
  if (lut !== null) return { slope: 1, intercept: 0, lut, ...named };
  return { slope: slope ?? 1, intercept: intercept ?? 0, lut, ...named };
}

function triple(values: readonly number[], from: number): Triple {
  return [values[from], values[from + 1], values[from + 2]];
}

function arePerpendicularUnits(a: Triple, b: Triple): boolean {
  const lengths = [Math.hypot(...a), Math.hypot(...b)];
  return lengths.every((length) => Math.abs(length - 1) < 1e-2) && Math.abs(dot(a, b)) < 1e-3;
}
