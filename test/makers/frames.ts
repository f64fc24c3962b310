import type { ElementReader } from "../../kernel-lib/src/dicom/elements/elementReader";
import type { ParsedHeader } from "../../kernel-lib/src/dicom/elements/parseHeader";
import type { Tag } from "../../kernel-lib/src/dicom/elements/tag";
import type { Frame } from "../../kernel-lib/src/dicom/image/frame";
import type { SourceFile } from "../../kernel-lib/src/dicom/source/sourceFile";
import { createRandom } from "../../kernel-lib/src/random";
import { EXPLICIT_LITTLE } from "./dicomFile";

/** Elements by tag, "x00280010": text, numbers of binary VRs, or the items of a sequence; null leaves one out. */
export interface Values {
  readonly [tag: string]: string | number | readonly Values[] | null;
}

/** A reader of these elements. */
export function elementReader(values: Values): ElementReader {
  const element = ({ number }: Tag) => values[`x${number.toString(16).padStart(8, "0")}`];
  const text = (tag: Tag) => {
    const value = element(tag);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const number = (tag: Tag) => {
    const value = element(tag);
    return typeof value === "number" ? value : undefined;
  };
  const items = new Map<unknown, readonly ElementReader[]>();
  for (const value of Object.values(values))
    if (typeof value === "object" && value !== null) items.set(value, value.map(elementReader));
  return {
    tags: () => Object.keys(values).map((tag) => ({ number: Number.parseInt(tag.slice(1), 16), vr: "" })),
    has: (tag) => (element(tag) ?? null) !== null,
    vr: () => undefined,
    littleEndian: () => true,
    text: (tag, index) => (index === undefined ? text(tag) : text(tag)?.split("\\")[index]),
    decimals: (tag) => text(tag)?.split("\\").map(Number),
    uint16: number,
    int16: number,
    uint32: number,
    floats: (tag) => {
      const value = number(tag);
      return value === undefined ? undefined : [value];
    },
    bytes: (tag) => {
      const value = text(tag) ?? number(tag);
      return value === undefined ? undefined : Buffer.from(String(value));
    },
    items: (tag) => items.get(element(tag)) ?? [],
  };
}

export interface HeaderSpec {
  /** @default Explicit VR Little Endian */
  transferSyntax?: string;
  /** @default true */
  pixels?: boolean;
}

/** A header with these elements. */
export function headerOf(values: Values, spec: HeaderSpec = {}): ParsedHeader {
  const { transferSyntax = EXPLICIT_LITTLE, pixels = true } = spec;
  const pixelData = pixels ? { offset: 0, length: 2 ** 30, samples: "integer" } : null;
  // Frames ask a header for its elements, its syntax and whether it has pixels.
  return { ...elementReader(values), transferSyntax, pixelData } as unknown as ParsedHeader;
}

/** File number `number` of a folder, without bytes. */
export function fileOf(number: number): SourceFile {
  return {
    path: `/ward/Doe^Jane/${number}`,
    index: number - 1,
    label: `file ${number} of 2000 (by name)`,
    size: 2 ** 31,
    read: () => new Uint8Array(),
  };
}

/** The numbers from 0 to `count - 1` in another order, the same for the same seed. */
export function shuffled(count: number, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => ({ i, key: random.uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ i }) => i);
}

export interface FrameSpec extends HeaderSpec {
  /** Number of the file. @default the slice's number + 1 */
  file?: number;
  /** Centre of the first voxel, LPS mm. @default [-10, -20, 3 x number] */
  position?: readonly [number, number, number] | null;
  /** @default axial */
  orientation?: readonly number[] | null;
  rows?: number;
  columns?: number;
  /** Stands for the stored values: frames with equal ones have the same pixels. @default the file's number */
  pixelsAre?: string;
  /** Elements that replace or, with null, remove the defaults. */
  elements?: Values;
}

export const AXIAL = [1, 0, 0, 0, 1, 0];
export const CORONAL = [1, 0, 0, 0, 0, -1];
export const SAGITTAL = [0, 1, 0, 0, 0, -1];

const pixelsOf = new WeakMap<Frame, string>();

/** What `splitVolumes` asks of the pixels, answered from the specs. */
export function pixelDigest(frame: Frame): string | null {
  return pixelsOf.get(frame) ?? null;
}

/** One slice of a CT series: 40 rows, 32 columns, 3 x 0.8 x 0.7 mm, axial. */
export function ctFrame(number: number, spec: FrameSpec = {}): Frame {
  const { file = number + 1, position = [-10, -20, 3 * number], orientation = AXIAL } = spec;
  const { rows = 40, columns = 32, pixelsAre = String(file) } = spec;
  const header = headerOf(
    {
      x00080008: "ORIGINAL\\PRIMARY\\AXIAL",
      x00080016: "1.2.840.10008.5.1.4.1.1.2",
      x00080018: `1.2.3.${file}`,
      x00080060: "CT",
      x0008103e: "Thorax of Jane Doe",
      x00100010: "Doe^Jane",
      x0020000e: "1.2.826.1",
      x00200011: "2",
      x00200013: String(number + 1),
      x00200032: position?.join("\\") ?? null,
      x00200037: orientation?.join("\\") ?? null,
      x00200052: "1.2.826.9",
      x00181210: "B30f",
      x00280002: 1,
      x00280004: "MONOCHROME2",
      x00280010: rows,
      x00280011: columns,
      x00280030: "0.8\\0.7",
      x00281052: "-1024",
      x00281053: "1",
      ...spec.elements,
    },
    spec,
  );
  const frame: Frame = { file: fileOf(file), header, index: 0, frames: 1, elements: header };
  pixelsOf.set(frame, pixelsAre);
  return frame;
}

/** So many slices, each with what the spec of its number says. */
export function ctFrames(count: number, spec: (number: number) => FrameSpec = () => ({})): Frame[] {
  return Array.from({ length: count }, (_, number) => ctFrame(number, spec(number)));
}
