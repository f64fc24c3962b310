import type { PatientPoint } from "../../kernel-lib/src/contract";
import type { Elements } from "./dicomFile";
import {
  AXIAL,
  type HuAt,
  huOn,
  type LatticeSliceSpec,
  latticeSlice,
  STEP,
  sliceOrigin,
} from "./latticeSlices";

/** Slices of a series, unless something else is said. */
export const SLICES = 12;

/** Files of a series: one spec a slice, named in an order that has nothing to do with the slices'. */
export function seriesFiles(
  count: number,
  spec: (number: number) => LatticeSliceSpec = () => ({}),
): Record<string, Uint8Array> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [shuffledName(i), latticeSlice(i, spec(i))]),
  );
}

/** Names whose order is not that of the numbers; no two of the first 97 are alike. */
export function shuffledName(number: number): string {
  return `IM${String((number * 61 + 17) % 97).padStart(3, "0")}`;
}

export const TILT_DEGREES = 15;

/** Rows and columns tilted about x while the table moves along z alone. */
export function tiltedFiles(): Record<string, Uint8Array> {
  const angle = (TILT_DEGREES * Math.PI) / 180;
  const columnDirection: PatientPoint = [
    0,
    Number(Math.cos(angle).toFixed(10)),
    Number(Math.sin(angle).toFixed(10)),
  ];
  return seriesFiles(SLICES, (i) => ({ columnDirection, position: sliceOrigin(AXIAL, STEP.slices * i) }));
}

/** Millimetres between tilted slices, along their normal. */
export const TILTED_SPACING = STEP.slices * Math.cos((TILT_DEGREES * Math.PI) / 180);

/** Slices of each of two phases. */
export const PHASE_SLICES = 6;
/** HU by which the second phase is brighter, more than all slices of the first. */
const ENHANCEMENT = 1280 * PHASE_SLICES;

/** The HU of a phase, 0 or 1. */
export function phaseHu(phase: number): HuAt {
  const hu = huOn(AXIAL);
  return (point) => hu(point) + phase * ENHANCEMENT;
}

/** Two phases at the same positions in one series, told apart by the elements that `tags` gives. */
export function phaseFiles(tags: (phase: number, slice: number) => Elements): Record<string, Uint8Array> {
  return seriesFiles(2 * PHASE_SLICES, (i) => {
    const [phase, slice] = [Math.floor(i / PHASE_SLICES), i % PHASE_SLICES];
    return {
      hu: phaseHu(phase),
      position: sliceOrigin(AXIAL, STEP.slices * slice),
      elements: tags(phase, slice),
    };
  });
}
