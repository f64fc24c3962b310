import { withHidden } from "../../describe";
import { dot, type Triple, unit } from "../../volume/vectors";
import type { ElementReader } from "../elements/elementReader";
import { describeTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { transferSyntax } from "../elements/transferSyntaxes";
import { readFrom } from "../source/readFrom";
import type { SourceFile } from "../source/sourceFile";
import { EXPORT_AGAIN, UnreadableError } from "../source/unreadableError";
import type { Frame } from "./frame";
import type { FrameFormat } from "./frameFormat";
import { readModalityLut } from "./modalityLut";
import { requireOneSlice } from "./mosaic";
import { readFrameFormat } from "./readFrameFormat";
import { readPaddingRange } from "./readPaddingRange";
import { readTagWindows, type TagWindow } from "./readTagWindows";
import { readValueUnits } from "./readValueUnits";
import type { Rescale } from "./rescaleTags";
import {
  type Asker,
  findTagDoubts,
  readNeededNumbers,
  readNumber,
  SLICE_NUMBERS,
  type SliceNumber,
  type TagDoubt,
} from "./sliceNumbers";

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
  /** Tags that were read otherwise than they are written, or not at all. */
  readonly doubts: readonly TagDoubt[];
}

const EXPORT_GEOMETRY = { remedy: "Export the series again with its geometry, or leave this file out" };
/** Modalities of radiographs, ultrasound and photographs. Source: DICOM PS3.3 C.7.3.1.1.1 and Table A.1-1. */
const UNPLACED: ReadonlySet<string> = new Set(
  "CR DG DX ES GM IO IVUS MG OP OT PX RF RG SC SM US XA XC".split(" "),
);
const ONE_FRAME = { remedy: "Give a series of single slices, or an enhanced multi-frame CT" };

/**
 * The slice that a frame describes. `SLICE_NUMBERS` says which tags it must have, and what becomes of the others.
 *
 * @param asker - what the slice is for.
 * @throws DicomFileError when the frame lacks or contradicts what a slice of a volume needs.
 * @throws UnsupportedTransferSyntaxError for pixel data in a syntax that is not read.
 */
export function readSliceHeader(frame: Frame, asker: Asker = "volume"): SliceHeader {
  return readFrom(frame.file, () => readSlice(frame, asker));
}

function readSlice(frame: Frame, asker: Asker): SliceHeader {
  const { file, elements } = frame;
  if (frame.frames > 1 && elements === frame.header) {
    const problem = `it holds ${frame.frames} frames and does not say where in the patient each of them lies`;
    throw new UnreadableError(problem, ONE_FRAME);
  }
  requireOneSlice(elements);
  const pixels = readFrameFormat(frame);
  const number = (of: SliceNumber) => readNumber(elements, of, asker);
  const plane = imagePlane(elements);
  const header: SliceHeader = {
    file,
    frame,
    modality: elements.text(TAGS.Modality) ?? "",
    pixels,
    rows: pixels.rows,
    columns: pixels.columns,
    ...plane,
    ...rescaleOf(frame, pixels, number),
    frameOfReference: elements.text(TAGS.FrameOfReferenceUID) ?? null,
    padding: readPaddingRange(elements, pixels),
    windows: readTagWindows(elements),
    instanceNumber: number(SLICE_NUMBERS.instanceNumber),
    sliceLocation: number(SLICE_NUMBERS.sliceLocation),
    sliceThickness: positive(number(SLICE_NUMBERS.sliceThickness)),
    spacingBetweenSlices: positive(number(SLICE_NUMBERS.spacingBetweenSlices)),
    gantryTilt: number(SLICE_NUMBERS.gantryTilt),
    lossy:
      elements.text(TAGS.LossyImageCompression) === "01" ||
      transferSyntax(frame.header.transferSyntax)?.lossy === true,
    doubts: findTagDoubts(elements, asker),
  };
  // They lead to the patient.
  return withHidden(header, "frame", "frameOfReference");
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

type ImagePlane = Pick<SliceHeader, "position" | "rowDirection" | "columnDirection" | "pixelSpacing">;

/** Where the image lies in the patient. DICOM PS3.3 C.7.6.2.1.1, C.7.6.3.1.1 (10.7.1.3). */
function imagePlane(elements: ElementReader): ImagePlane {
  const modality = elements.text(TAGS.Modality) ?? "";
  const remedy = UNPLACED.has(modality)
    ? `Images of modality ${modality} have no place in the patient; give a series of slices, such as a CT`
    : EXPORT_GEOMETRY.remedy;
  const position = readNeededNumbers(elements, SLICE_NUMBERS.position, remedy);
  const directions = readNeededNumbers(elements, SLICE_NUMBERS.orientation, remedy);
  const pixelSpacing = readNeededNumbers(elements, SLICE_NUMBERS.pixelSpacing, remedy);
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
  number: (of: SliceNumber) => number | null,
): Pick<SliceHeader, "slope" | "intercept" | "lut" | "units" | "unitsUnknown"> {
  const slope = number(SLICE_NUMBERS.slope);
  const intercept = number(SLICE_NUMBERS.intercept);
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
