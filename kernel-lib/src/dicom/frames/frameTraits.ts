import type { ElementReader } from "../parse/elementReader";
import type { Frame } from "./frame";

type Triple = readonly [number, number, number];

/** What tells frames of different volumes apart, read once. */
export interface FrameTraits {
  readonly frame: Frame;
  /** Series Instance UID (0020,000E), or "". */
  readonly series: string;
  readonly seriesNumber: number | null;
  /** The same for copies of one frame; null where the file has no SOP Instance UID. */
  readonly instance: string | null;
  /** Differs between frames that are never slices of one stack, whatever their place. */
  readonly stack: string;
  /** Frame of Reference UID (0020,0052), or "". */
  readonly frameOfReference: string;
  readonly localizer: boolean;
  readonly colour: boolean;
  /** Image Type, or Frame Type of an enhanced image: all its values. */
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
  /** Slope and intercept as written, so that copies with other values are no copies. */
  readonly rescale: string;
}

/** How a slice is turned: directions of increasing column and row index, and the unit normal, LPS. */
export interface Plane {
  readonly directions: readonly number[];
  readonly normal: Triple;
}

/** Terms of Image Type for radiographs on which a scan is planned. Source: DICOM PS3.3 C.8.2.1.1.1. */
const LOCALIZER_TERMS: ReadonlySet<string> = new Set(["LOCALIZER", "SCOUT"]);

/** The traits of a frame; nothing is required of it. */
export function frameTraits(frame: Frame): FrameTraits {
  const { elements, index } = frame;
  const text = (tag: string) => elements.text(tag)?.trim() ?? "";
  const imageType = text("x00080008")
    .split("\\")
    .map((term) => term.trim().toUpperCase());
  const localizer = imageType.some((term) => LOCALIZER_TERMS.has(term));
  const photometric = text("x00280004");
  const colour =
    (elements.uint16("x00280002") ?? 1) > 1 || (photometric !== "" && !photometric.startsWith("MONOCHROME"));
  const modality = text("x00080060");
  const kernel = text("x00181210").split("\\").join(" ");
  const uid = text("x00080018");
  return {
    frame,
    series: text("x0020000e"),
    seriesNumber: numbers(elements, "x00200011", 1)?.[0] ?? null,
    instance: uid === "" ? null : `${uid}/${index}`,
    stack: JSON.stringify([
      modality,
      text("x00080016"), // SOP Class UID
      colour,
      localizer,
      imageType.slice(0, 3),
      kernel,
      text("x00209056"), // Stack ID
    ]),
    frameOfReference: text("x00200052"),
    localizer,
    colour,
    imageType,
    modality,
    kernel,
    rows: elements.uint16("x00280010") ?? 0,
    columns: elements.uint16("x00280011") ?? 0,
    pixelSpacing: pixelSpacing(elements),
    position: position(elements),
    plane: plane(elements),
    rescale: `${text("x00281053")}/${text("x00281052")}`,
  };
}

/** Whether a frame says where in the patient it is. */
export function hasPlace({ position, plane }: FrameTraits): boolean {
  return position !== null && plane !== null;
}

function numbers(elements: ElementReader, tag: string, count: number): number[] | null {
  const values = elements.decimals(tag)?.slice(0, count);
  return values?.length === count && values.every(Number.isFinite) ? values : null;
}

function pixelSpacing(elements: ElementReader): readonly [number, number] | null {
  const values = numbers(elements, "x00280030", 2);
  return values?.every((mm) => mm > 0) ? [values[0], values[1]] : null;
}

function position(elements: ElementReader): Triple | null {
  const values = numbers(elements, "x00200032", 3);
  return values && [values[0], values[1], values[2]];
}

function plane(elements: ElementReader): Plane | null {
  const directions = numbers(elements, "x00200037", 6);
  if (directions === null) return null;
  const [a, b, c, d, e, f] = directions;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d] as const;
  const length = Math.hypot(...normal);
  // Two directions that are nearly parallel, or no directions at all, span no plane.
  if (length < 0.5) return null;
  return { directions, normal: [normal[0] / length, normal[1] / length, normal[2] / length] };
}
