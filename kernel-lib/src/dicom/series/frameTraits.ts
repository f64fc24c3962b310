import { cross, type Triple, unit } from "../../volume/vectors";
import type { ElementReader } from "../elements/elementReader";
import type { DecimalVr, Tag, TextVr } from "../elements/tag";
import { TAGS } from "../elements/tags";
import type { Frame } from "../image/frame";
import { isLocalizer, isSecondaryCapture } from "../image/isLocalizer";
import { isMosaic } from "../image/mosaic";

/** What tells frames of different volumes apart, read once. */
export interface FrameTraits {
  readonly frame: Frame;
  /** Patient ID (0010,0020) and Study Instance UID (0020,000D), or "". */
  readonly patient: string;
  readonly study: string;
  /** Series Instance UID (0020,000E), or "". */
  readonly seriesUid: string;
  readonly seriesNumber: number | null;
  /** SOP Instance UID (0008,0018), or "". */
  readonly instanceUid: string;
  /** Stack ID (0020,9056), or "". */
  readonly stackId: string;
  /** Frame of Reference UID (0020,0052), or "". */
  readonly frameOfReference: string;
  readonly localizer: boolean;
  readonly colour: boolean;
  /** Slices laid out as tiles of one image. */
  readonly mosaic: boolean;
  /** SOP Class UID (0008,0016), or "". */
  readonly sopClass: string;
  /** By its SOP class a picture of something that is not said: a screen save, a scanned paper. */
  readonly secondaryCapture: boolean;
  /** Image Type, or Frame Type of an enhanced image: all its values; empty where it is missing. */
  readonly imageType: readonly string[];
  readonly modality: string;
  readonly kernel: string;
  readonly rows: number;
  readonly columns: number;
  /** Between rows, between columns, mm; null when missing or not positive. */
  readonly pixelSpacing: readonly [number, number] | null;
  /** Centre of the first voxel, LPS mm. */
  readonly position: Triple | null;
  readonly plane: Plane | null;
}

/** How a slice is turned: directions of increasing column and row index, and the unit normal, LPS. */
export interface Plane {
  readonly directions: readonly number[];
  readonly normal: Triple;
}

/** Reads the traits of frames; nothing is required of them. Frames that read the same elements share them. */
export function createTraitsReader(): (frame: Frame) => FrameTraits {
  const known = new Map<ElementReader, Omit<FrameTraits, "frame">>();
  return (frame) => {
    let traits = known.get(frame.elements);
    if (traits === undefined) {
      traits = traitsOf(frame.elements);
      known.set(frame.elements, traits);
    }
    return { ...traits, frame };
  };
}

/** Whether a frame says where in the patient it is. */
export function hasPlace({ position, plane }: FrameTraits): boolean {
  return position !== null && plane !== null;
}

function traitsOf(elements: ElementReader): Omit<FrameTraits, "frame"> {
  const text = (tag: Tag<TextVr>) => elements.text(tag)?.trim() ?? "";
  const imageType = text(TAGS.ImageType)
    .split("\\")
    .map((term) => term.trim().toUpperCase())
    .filter((term, i, all) => term !== "" || all.length > i + 1);
  const localizer = isLocalizer(elements);
  const photometric = text(TAGS.PhotometricInterpretation);
  const colour =
    (elements.uint16(TAGS.SamplesPerPixel) ?? 1) > 1 ||
    (photometric !== "" && !photometric.startsWith("MONOCHROME"));
  const modality = text(TAGS.Modality);
  const sopClass = text(TAGS.SOPClassUID);
  const kernel = text(TAGS.ConvolutionKernel).split("\\").join(" ");
  return {
    patient: text(TAGS.PatientID),
    study: text(TAGS.StudyInstanceUID),
    seriesUid: text(TAGS.SeriesInstanceUID),
    seriesNumber: numbers(elements, TAGS.SeriesNumber, 1)?.[0] ?? null,
    instanceUid: text(TAGS.SOPInstanceUID),
    stackId: text(TAGS.StackID),
    frameOfReference: text(TAGS.FrameOfReferenceUID),
    localizer,
    colour,
    mosaic: isMosaic(elements),
    sopClass,
    secondaryCapture: isSecondaryCapture(elements),
    imageType,
    modality,
    kernel,
    rows: elements.uint16(TAGS.Rows) ?? 0,
    columns: elements.uint16(TAGS.Columns) ?? 0,
    pixelSpacing: pixelSpacing(elements),
    position: position(elements),
    plane: plane(elements),
  };
}

function numbers(elements: ElementReader, tag: Tag<DecimalVr>, count: number): number[] | null {
  const values = elements.decimals(tag)?.slice(0, count);
  return values?.length === count && values.every(Number.isFinite) ? values : null;
}

function pixelSpacing(elements: ElementReader): readonly [number, number] | null {
  const values = numbers(elements, TAGS.PixelSpacing, 2);
  return values?.every((mm) => mm > 0) ? [values[0], values[1]] : null;
}

function position(elements: ElementReader): Triple | null {
  const values = numbers(elements, TAGS.ImagePositionPatient, 3);
  return values && [values[0], values[1], values[2]];
}

function plane(elements: ElementReader): Plane | null {
  const directions = numbers(elements, TAGS.ImageOrientationPatient, 6);
  if (directions === null) return null;
  const [a, b, c, d, e, f] = directions;
  const normal = cross([a, b, c], [d, e, f]);
  // Two directions that are nearly parallel, or no directions at all, span no plane.
  if (Math.hypot(...normal) < 0.5) return null;
  return { directions, normal: unit(normal) };
}
