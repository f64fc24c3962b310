import { zipSync } from "fflate";
import { ctSlice, type SliceSpec } from "./ctSeries";
import {
  DEFLATED,
  dicomFile,
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  encapsulated,
  IMPLICIT_LITTLE,
  sequence,
} from "./dicomFile";
import {
  encodeFrame,
  HT_JPEG_2000,
  JPEG_2000,
  JPEG_2000_LOSSY,
  JPEG_BASELINE,
  JPEG_EXTENDED,
  JPEG_LOSSLESS,
  JPEG_LOSSLESS_FIRST_ORDER,
  JPEG_LS,
  JPEG_LS_NEAR,
  RLE,
} from "./encodeFrame";

/** A small file of a kind that the library reads. */
export interface CorpusEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** False for what is whole and no image: it has a place in a folder and cannot be loaded. */
  readonly loads: boolean;
}

/** Rows and columns of every image of the corpus. */
export const CORPUS_MATRIX: readonly [number, number] = [24, 32];

const CT = "1.2.840.10008.5.1.4.1.1.2";
const ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1";
const DIRECTORY = "1.2.840.10008.1.3.10";
const REPORT = "1.2.840.10008.5.1.4.1.1.88.33";

const COMPRESSED: readonly (readonly [name: string, syntax: string, bits: number])[] = [
  ["RLE", RLE, 12],
  ["JPEG 50", JPEG_BASELINE, 8],
  ["JPEG 51", JPEG_EXTENDED, 8],
  ["JPEG 57", JPEG_LOSSLESS, 12],
  ["JPEG 70", JPEG_LOSSLESS_FIRST_ORDER, 16],
  ["JPEG-LS 80", JPEG_LS, 12],
  ["JPEG-LS 81", JPEG_LS_NEAR, 12],
  ["JPEG 2000 90", JPEG_2000, 12],
  ["JPEG 2000 91", JPEG_2000_LOSSY, 12],
  ["HTJ2K 201", HT_JPEG_2000, 12],
];

/** Small whole files, one of each kind that is read, the same at every call. */
export async function fuzzCorpus(): Promise<CorpusEntry[]> {
  const compressed = await Promise.all(
    COMPRESSED.map(async ([name, syntax, bits]) => image(name, await compressedSlice(syntax, bits))),
  );
  return [
    image("native explicit", slice(0, { transferSyntax: EXPLICIT_LITTLE })),
    image("native implicit", slice(0, { transferSyntax: IMPLICIT_LITTLE })),
    image("native big endian", slice(0, { transferSyntax: EXPLICIT_BIG })),
    image("deflated", slice(0, { transferSyntax: DEFLATED })),
    image("modality LUT", slice(0, { elements: MODALITY_LUT })),
    ...compressed,
    image("enhanced native", enhanced(EXPLICIT_LITTLE, nativeFrames(), "defined")),
    image("enhanced implicit", enhanced(IMPLICIT_LITTLE, nativeFrames(), "undefined")),
    image("enhanced RLE", enhanced(RLE, await compressedFrames(RLE), "undefined")),
    image("enhanced JPEG 2000", enhanced(JPEG_2000, await compressedFrames(JPEG_2000), "defined")),
    image(
      "zip of two",
      zipSync({ "a/one": slice(0, {}), "a/two": slice(1, {}) }, { mtime: new Date(2020, 0, 1) }),
    ),
    { name: "DICOMDIR", bytes: directory(), loads: false },
    { name: "report", bytes: report(), loads: false },
  ];
}

function image(name: string, bytes: Uint8Array): CorpusEntry {
  return { name, bytes, loads: true };
}

/** A bright disc on a ramp: neither flat nor noise, so that every codec has something to code. */
function storedValues(number: number, bits: number): number[] {
  const [rows, columns] = CORPUS_MATRIX;
  const top = 2 ** bits - 1;
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const inside = Math.hypot(row - rows / 2, column - columns / 2) < 8 + number;
    return Math.floor(inside ? top * 0.7 + ((row * 7 + column * 3) % 5) : (top * 0.3 * column) / columns);
  });
}

function slice(number: number, spec: SliceSpec, bits = 12): Buffer {
  const [rows, columns] = CORPUS_MATRIX;
  return ctSlice(number, {
    rows,
    columns,
    signed: false,
    stored: storedValues(number, bits),
    ...spec,
    elements: {
      "00080016": ["UI", CT],
      "00280101": ["US", bits],
      "00280102": ["US", bits - 1],
      ...spec.elements,
    },
  });
}

async function compressedSlice(transferSyntax: string, bits: number): Promise<Buffer> {
  const elements: Elements = {
    "00280100": ["US", bits > 8 ? 16 : 8],
    "7FE00010": ["OB", encapsulated([await encoded(0, transferSyntax, bits)])],
  };
  return slice(0, { transferSyntax, elements }, bits);
}

function encoded(number: number, transferSyntax: string, bits: number): Promise<Uint8Array> {
  const [rows, columns] = CORPUS_MATRIX;
  return encodeFrame({ rows, columns, bits, stored: storedValues(number, bits) }, transferSyntax);
}

const MODALITY_LUT: Elements = {
  "00281052": ["DS", null],
  "00281053": ["DS", null],
  "00283000": [
    "SQ",
    sequence([
      {
        "00283002": ["US", [64, 0, 16]],
        "00283004": ["LO", "HU"],
        "00283006": ["OW", Buffer.from(Uint16Array.from({ length: 64 }, (_, i) => 16 * i).buffer)],
      },
    ]),
  ],
};

type Frames = Elements[string];

const FRAMES = 3;

function nativeFrames(): Frames {
  const values = Array.from({ length: FRAMES }, (_, frame) => storedValues(frame, 12)).flat();
  return ["OW", Buffer.from(Uint16Array.from(values).buffer)];
}

async function compressedFrames(transferSyntax: string): Promise<Frames> {
  const frames = await Promise.all(
    Array.from({ length: FRAMES }, (_, frame) => encoded(frame, transferSyntax, 12)),
  );
  return ["OB", encapsulated(frames, { offsetTable: "right" })];
}

/** An enhanced CT image, PS3.3 A.38: what all frames share, and each one's position. */
function enhanced(transferSyntax: string, pixelData: Frames, lengths: "defined" | "undefined"): Buffer {
  const [rows, columns] = CORPUS_MATRIX;
  const items = (...of: Elements[]) => ["SQ", sequence(of, { lengths })] as const;
  const perFrame = Array.from({ length: FRAMES }, (_, frame) => ({
    "00209111": items({ "00209157": ["UL", [1, frame + 1]] }),
    "00209113": items({ "00200032": ["DS", `-10\\-20\\${2.5 * frame}`] }),
  }));
  return dicomFile(
    {
      "00080016": ["UI", ENHANCED_CT],
      "00080060": ["CS", "CT"],
      "0020000E": ["UI", "1.2.826.0.1.3680043.8.498.2"],
      "00280002": ["US", 1],
      "00280004": ["CS", "MONOCHROME2"],
      // As long as an IS may be, so that a lie has room for many digits.
      "00280008": ["IS", String(FRAMES).padEnd(12)],
      "00280010": ["US", rows],
      "00280011": ["US", columns],
      "00280100": ["US", 16],
      "00280101": ["US", 12],
      "00280102": ["US", 11],
      "00280103": ["US", 0],
      "52009229": items({
        "00209116": items({ "00200037": ["DS", "1\\0\\0\\0\\1\\0"] }),
        "00289110": items({ "00180050": ["DS", "2.5"], "00280030": ["DS", "0.8\\0.7"] }),
        "00289145": items({
          "00281052": ["DS", "-1024"],
          "00281053": ["DS", "1"],
          "00281054": ["LO", "HU"],
        }),
      }),
      "52009230": items(...perFrame),
      "7FE00010": pixelData,
    },
    { transferSyntax },
  );
}

/** A media directory, PS3.3 F.3: a patient, a study, a series and two images, by their files. */
function directory(): Buffer {
  const record = (type: string, elements: Elements = {}): Elements => ({
    "00041400": ["UL", 0],
    "00041410": ["US", 0xffff],
    "00041420": ["UL", 0],
    "00041430": ["CS", type],
    ...elements,
  });
  return dicomFile(
    {
      "00041130": ["CS", "SCANS"],
      "00041200": ["UL", 400],
      "00041202": ["UL", 400],
      "00041212": ["US", 0],
      "00041220": [
        "SQ",
        sequence([
          record("PATIENT", { "00100010": ["PN", "Doe^Jane"] }),
          record("STUDY"),
          record("SERIES", { "00080060": ["CS", "CT"] }),
          record("IMAGE", { "00041500": ["CS", "IMAGES\\ONE"], "00041510": ["UI", CT] }),
          record("IMAGE", { "00041500": ["CS", "IMAGES\\TWO"], "00041510": ["UI", CT] }),
        ]),
      ],
    },
    { metaElements: { "00020002": ["UI", DIRECTORY] } },
  );
}

/** A structured report, PS3.3 A.35: text in sequences within sequences, with both kinds of length. */
function report(): Buffer {
  let content: Elements = { "0040A040": ["CS", "TEXT"], "0040A160": ["UT", "No finding."] };
  for (let depth = 0; depth < 12; depth++) {
    content = {
      "0040A040": ["CS", "CONTAINER"],
      "0040A043": ["SQ", sequence([{ "00080100": ["SH", "121071"], "00080104": ["LO", "Finding"] }])],
      "0040A730": [
        "SQ",
        sequence([content, content].slice(depth % 3 ? 1 : 0), { lengths: LENGTHS[depth % 2] }),
      ],
    };
  }
  return dicomFile({ "00080016": ["UI", REPORT], "00080060": ["CS", "SR"], ...content });
}

const LENGTHS = ["defined", "undefined"] as const;
