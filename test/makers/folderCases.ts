import type { PatientPoint } from "../../kernel-lib/src/contract";
import { type ExpectedVolume, REGULAR, REPAIRED } from "../checks/expectedVolume";
import type { Elements } from "./dicomFile";
import {
  AXIAL,
  CORONAL,
  type HuAt,
  huOn,
  latticeIndex,
  latticeSlice,
  MATRIX,
  STEP,
  sliceOrigin,
} from "./latticeSlices";
import {
  PHASE_SLICES,
  phaseFiles,
  phaseHu,
  SLICES,
  seriesFiles,
  shuffledName,
  TILTED_SPACING,
  tiltedFiles,
} from "./seriesFiles";

/** An error as it must come out of a load. */
export interface ExpectedError {
  readonly tag: "GeometryError" | "MultipleVolumesError";
  /** What its sentence says. */
  readonly says: readonly RegExp[];
}

/** A load with options, and what it must give. */
export interface Choice {
  readonly options: { readonly volume?: number; readonly geometry?: "repair"; readonly spacing?: number };
  readonly volume: ExpectedVolume;
}

/** A folder that readers are known to get wrong. */
export interface FolderCase {
  readonly name: string;
  /** What is required, in the words of a table. */
  readonly required: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What a load without options gives. */
  readonly loads: ExpectedVolume | ExpectedError;
  /** What loads with options give. */
  readonly choices: readonly Choice[];
}

/** The seventeen folders, each of slices of 40 rows and 32 columns, 3 mm apart where nothing else is said. */
export function folderCases(): FolderCase[] {
  return [
    plain(),
    randomInstanceNumbers(),
    interceptOfEachSlice(),
    slopeOfEachSlice(),
    missingSlice(),
    unevenSpacing(),
    tiltedGantry(),
    coronal(),
    descending(),
    wrongSpacingTag(),
    duplicate(),
    localizer(),
    twoSeries(),
    twoPhases(),
    garbageInHighBits(),
    overlayInHighBits(),
    jitter(),
  ];
}

function accepted(
  name: string,
  required: string,
  files: Record<string, Uint8Array>,
  volume: Partial<ExpectedVolume> = {},
): FolderCase {
  return { name, required, files, loads: { ...REGULAR, ...volume }, choices: [] };
}

function plain(): FolderCase {
  return accepted("plain, shuffled names", "ok", seriesFiles(SLICES));
}

const SHUFFLED_NUMBERS = [7, 2, 11, 5, 1, 9, 12, 4, 8, 3, 10, 6];

function randomInstanceNumbers(): FolderCase {
  const files = seriesFiles(SLICES, (i) => ({ elements: instanceNumber(SHUFFLED_NUMBERS[i]) }));
  return accepted("InstanceNumber random", "ok + info", files, { warnings: ["INSTANCE_ORDER"] });
}

function instanceNumber(number: number): Elements {
  return { "00200013": ["IS", String(number)] };
}

function interceptOfEachSlice(): FolderCase {
  const files = seriesFiles(SLICES, (i) => ({ intercept: -1024 - 37 * i }));
  return accepted("per-slice intercept", "ok", files);
}

/** Every other slice has a slope of 0.5, and values that only halves can say. */
function slopeOfEachSlice(): FolderCase {
  const whole = huOn(AXIAL);
  const hu: HuAt = (point) => whole(point) + (isOdd(point) ? 0.5 : 0);
  const files = seriesFiles(SLICES, (i) => ({ hu, slope: i % 2 === 1 ? 0.5 : 1 }));
  return accepted("per-slice slope 1/0.5", "ok", files, { hu });
}

function isOdd(point: PatientPoint): boolean {
  return Math.round(latticeIndex(AXIAL, point).slice) % 2 === 1;
}

function missingSlice(): FolderCase {
  const missing = 5;
  const files = seriesFiles(SLICES);
  delete files[shuffledName(missing)];
  return {
    name: "one slice missing",
    required: "error / repair = 12 slices",
    files,
    loads: { tag: "GeometryError", says: [/missing/i, /\b6(\.0+)? mm/, /repair/] },
    choices: [
      {
        options: { geometry: "repair" },
        volume: {
          ...REGULAR,
          tolerance: REPAIRED,
          warnings: ["SLICES_SYNTHETIC"],
          synthetic: [missing],
        },
      },
    ],
  };
}

/** Five gaps of 3 mm, then six of 5 mm: 45 mm from the first slice to the last. */
function unevenSpacing(): FolderCase {
  const along = (i: number) => (i <= 5 ? 3 * i : 15 + 5 * (i - 5));
  const files = seriesFiles(SLICES, (i) => ({ position: sliceOrigin(AXIAL, along(i)) }));
  const repaired = { ...REGULAR, tolerance: REPAIRED, warnings: ["SLICES_SYNTHETIC"] };
  return {
    name: "3 to 5 mm spacing",
    required: "error / resample",
    files,
    loads: { tag: "GeometryError", says: [/uneven|spacing/i, /\b3(\.0+)? mm/, /\b5(\.0+)? mm/, /repair/] },
    choices: [
      { options: { geometry: "repair" }, volume: { ...repaired, slices: 10, sliceSpacing: 5 } },
      { options: { geometry: "repair", spacing: 3 }, volume: { ...repaired, slices: 16, sliceSpacing: 3 } },
    ],
  };
}

function tiltedGantry(): FolderCase {
  return {
    name: "gantry tilt 15 degrees",
    required: "error; repair: sheared back",
    files: tiltedFiles(),
    loads: { tag: "GeometryError", says: [/tilt/i, /\b15(\.0+)? ?(degrees|°)/, /repair/] },
    choices: [
      {
        options: { geometry: "repair" },
        volume: {
          ...REGULAR,
          sliceSpacing: TILTED_SPACING,
          tolerance: REPAIRED,
          warnings: ["TILT_CORRECTED"],
          // The stack leans by 8.5 mm, a quarter of the 32 mm of its rows.
          covered: 0.7,
        },
      },
    ],
  };
}

function coronal(): FolderCase {
  const files = seriesFiles(SLICES, () => ({ lattice: CORONAL }));
  return accepted("coronal", "ok", files, { hu: huOn(CORONAL) });
}

function descending(): FolderCase {
  const files = seriesFiles(SLICES, (i) => ({
    position: sliceOrigin(AXIAL, STEP.slices * (SLICES - 1 - i)),
  }));
  return accepted("descending z", "ok", files);
}

function wrongSpacingTag(): FolderCase {
  const files = seriesFiles(SLICES, () => ({ elements: { "00180088": ["DS", "16"] } }));
  return accepted("SpacingBetweenSlices wrong (16)", "ok + warn", files, {
    warnings: ["SPACING_TAG_DISAGREES"],
  });
}

function duplicate(): FolderCase {
  const files = { ...seriesFiles(SLICES), "copy of IM": latticeSlice(4) };
  return accepted("duplicate file", "dedup + warn", files, { warnings: ["DUPLICATE_REMOVED"] });
}

/** A coronal scout of 64 x 64 through the middle of the stack. */
function localizer(): FolderCase {
  const scout = latticeSlice(0, {
    lattice: CORONAL,
    position: [AXIAL.origin[0] - 10, AXIAL.origin[1] + 15, AXIAL.origin[2] + 40],
    ...{ rows: 64, columns: 64, hu: () => 40, instance: 100 },
    elements: { "00080008": ["CS", "ORIGINAL\\PRIMARY\\LOCALIZER"], ...instanceNumber(0) },
  });
  const files = { ...seriesFiles(SLICES), IM000: scout };
  return accepted("localizer in series", "exclude + warn", files, { warnings: ["LOCALIZER_EXCLUDED"] });
}

/** The second series lies 70 mm to the left of the first. */
function twoSeries(): FolderCase {
  const [x, y, z] = AXIAL.origin;
  const moved = (i: number): PatientPoint => [x + 70, y, z + STEP.slices * i];
  const files = {
    ...prefixed("a-", seriesFiles(SLICES)),
    ...prefixed(
      "b-",
      seriesFiles(SLICES, (i) => ({ series: 2, position: moved(i) })),
    ),
  };
  return {
    name: "two series",
    required: "error: choose",
    files,
    loads: { tag: "MultipleVolumesError", says: [/found 2/, /\b12\b/, /40 x 32/, /volume: 0/] },
    choices: [0, 1].map((place) => ({ options: { volume: place }, volume: REGULAR })),
  };
}

function prefixed(prefix: string, files: Record<string, Uint8Array>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [prefix + name, bytes]));
}

/** What loads of two phases give: an error that names both, then each by its number, in order of time. */
export const PHASES: Pick<FolderCase, "loads" | "choices"> = {
  loads: { tag: "MultipleVolumesError", says: [/found 2/, /\b6\b/, /40 x 32/] },
  choices: [0, 1].map((phase) => ({
    options: { volume: phase },
    volume: { ...REGULAR, slices: PHASE_SLICES, hu: phaseHu(phase) },
  })),
};

function twoPhases(): FolderCase {
  const files = phaseFiles((phase) => ({
    "00200012": ["IS", String(phase + 1)],
    "00200100": ["IS", String(phase + 1)],
  }));
  return { name: "two phases", required: "split", files, ...PHASES };
}

/** HU that 12 bits hold, from -1024 on: neighbours differ, far voxels may not. */
const twelveBitHu: HuAt = (point) => (Math.round(huOn(AXIAL)(point) + 1024) % 3072) - 1024;

function garbageInHighBits(): FolderCase {
  const files = seriesFiles(SLICES, () => ({
    hu: twelveBitHu,
    intercept: 0,
    bits: (stored, i) => (stored & 0x0fff) | ((i % 16) << 12),
    elements: { "00280101": ["US", 12], "00280102": ["US", 11] },
  }));
  return accepted("12-bit signed, garbage high bits", "ok", files, { hu: twelveBitHu });
}

function overlayInHighBits(): FolderCase {
  const files = seriesFiles(SLICES, () => ({
    hu: twelveBitHu,
    signed: false,
    bits: (stored, i) => stored | (i % 3 === 0 ? 0x1000 : 0),
    elements: {
      "00280101": ["US", 12],
      "00280102": ["US", 11],
      "60000010": ["US", MATRIX.rows],
      "60000011": ["US", MATRIX.columns],
      "60000040": ["CS", "G"],
      "60000050": ["SS", [1, 1]],
      "60000100": ["US", 16],
      "60000102": ["US", 12],
    },
  }));
  return accepted("12-bit unsigned, overlay bits", "ok", files, { hu: twelveBitHu });
}

/** Where positions are off, in hundredths of a millimetre along x and z. */
const JITTER = [0.4, -1, 1, -0.3, 0.8, -0.7, 1, -1, 0.2, 0.9, -1, -0.2];

/** The positions' tags wander; the values stay on the lattice. */
function jitter(): FolderCase {
  const files = seriesFiles(SLICES, (i) => {
    const [x, y, z] = sliceOrigin(AXIAL, STEP.slices * i);
    return { taggedPosition: [x + JITTER[SLICES - 1 - i] / 100, y, z + JITTER[i] / 100] };
  });
  const hu: HuAt = (point) => {
    const { slice, row, column } = latticeIndex(AXIAL, point);
    return -1000 + 1280 * Math.round(slice) + 32 * Math.round(row) + Math.round(column);
  };
  return accepted("0.01 mm jitter", "ok", files, { hu });
}
