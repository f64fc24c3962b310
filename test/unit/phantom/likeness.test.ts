import { beforeAll, describe, expect, test } from "vitest";
import { createThorax, type Thorax } from "../../../kernel-lib/src/phantom/createThorax";
import { TISSUE, type Tissue } from "../../../kernel-lib/src/phantom/paint/tissue";
import { segmentLungMask } from "../../../kernel-lib/src/segmentation/segmentLungMask";
import { createVolume } from "../../../kernel-lib/src/volume/volume";

const { padding, roomAir, table, fat, muscle, bone, blood, lungLeft, lungRight, airway, vessel, nodule } =
  TISSUE;

const LUNG: readonly Tissue[] = [lungLeft, lungRight, vessel, airway, nodule];

let thorax: Thorax;
let tissues: Uint8Array;
let hu: Int16Array;
const [SLICES, ROWS, COLUMNS] = [120, 256, 256];

beforeAll(() => {
  thorax = createThorax();
  tissues = thorax.truth.tissues.data;
  hu = thorax.voxels.data;
});

/** HU of each voxel whose neighbourhood, 2 pixels and 1 slice all round, is made of the given tissues only. */
function deepValues(kinds: readonly Tissue[]): number[] {
  const wanted = Uint8Array.from({ length: 256 }, (_, kind) => Number(kinds.some((k) => k === kind)));
  let deep = tissues.map((kind) => wanted[kind]);
  for (const [step, reach] of [
    [1, 2],
    [COLUMNS, 2],
    [ROWS * COLUMNS, 1],
  ])
    deep = erodeAlong(deep, step, reach);
  const values: number[] = [];
  for (let slice = 1; slice < SLICES - 1; slice++) {
    for (let row = 2; row < ROWS - 2; row++) {
      for (let column = 2; column < COLUMNS - 2; column++) {
        const at = (slice * ROWS + row) * COLUMNS + column;
        if (deep[at] === 1) values.push(hu[at]);
      }
    }
  }
  return values;
}

/** What has the same within the reach before and behind it, in steps of an axis; wrong at the border alone. */
function erodeAlong(mask: Uint8Array, step: number, reach: number): Uint8Array {
  const eroded = mask.slice();
  for (let away = step; away <= reach * step; away += step) {
    for (let at = away; at < mask.length - away; at++) eroded[at] &= mask[at - away] & mask[at + away];
  }
  return eroded;
}

function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) };
}

/*
 * Ranges from lidc-idri-0002 (LIDC-IDRI, doi 10.7937/K9/TCIA.2015.LO9QL9SX), measured in eroded regions at its own
 * resolution and averaged to 1.36 x 1.36 x 2.5 mm, mean (SD) in HU:
 *   room air       -972 (29), -974 (27), with clothes and blanket in it; median -983, -988
 *   lung, all      -847 (131), -850 (113); below -700 only: -876 (44), -873 (42)
 *   aorta, heart   27 (19), 37 (19) and 28 (12), 37 (15)
 *   soft tissue    53 (26), 55 (18)
 *   fat            -107 (19), -107 (14)
 *   bone           479 (274), 409 (231), smoothed or not above 150 to 180 HU
 */
describe("Hounsfield units like those of a real chest CT", () => {
  test.each<{
    name: string;
    kinds: readonly Tissue[];
    below?: number;
    mean: [number, number];
    sd: [number, number];
  }>([
    { name: "room air", kinds: [roomAir], mean: [-995, -970], sd: [5, 30] },
    {
      name: "lung with its vessels",
      kinds: LUNG,
      mean: [-880, -820],
      sd: [100, 170],
    },
    { name: "lung below -700", kinds: LUNG, below: -700, mean: [-895, -860], sd: [25, 50] },
    { name: "blood", kinds: [blood], mean: [25, 45], sd: [11, 20] },
    { name: "muscle", kinds: [muscle], mean: [45, 65], sd: [13, 26] },
    { name: "fat", kinds: [fat], mean: [-115, -90], sd: [12, 22] },
  ])("$name", ({ kinds, below = Number.POSITIVE_INFINITY, mean, sd }) => {
    const values = deepValues(kinds).filter((value) => value < below);
    expect(values.length).toBeGreaterThan(5000);
    const found = meanAndSd(values);
    expect(found.mean).toBeGreaterThan(mean[0]);
    expect(found.mean).toBeLessThan(mean[1]);
    expect(found.sd).toBeGreaterThan(sd[0]);
    expect(found.sd).toBeLessThan(sd[1]);
  });

  test("bone above 150", () => {
    const values = [...hu.filter((value, at) => tissues[at] === bone && value > 150)];
    const { mean, sd } = meanAndSd(values);
    expect(mean).toBeGreaterThan(400);
    expect(mean).toBeLessThan(520);
    expect(sd).toBeGreaterThan(180);
    expect(sd).toBeLessThan(290);
  });

  test("air runs per row within a factor of two of the 3.57 of lidc-idri-0002", () => {
    let runs = 0;
    for (let at = 0; at < hu.length; at++) {
      const startsRow = at % COLUMNS === 0;
      if (hu[at] < -700 && (startsRow || hu[at - 1] >= -700)) runs++;
    }
    const perRow = runs / (SLICES * ROWS);
    expect(perRow).toBeGreaterThan(3.57 / 2);
    expect(perRow).toBeLessThan(3.57 * 2);
  });
});

describe("truth", () => {
  test("the masks are those of the tissue map, and so have no voxel in common", () => {
    const { lungLeft: left, lungRight: right, airway: air, vessels, nodule: lump } = thorax.truth;
    const masks: [Uint8Array, Tissue][] = [
      [left.data, lungLeft],
      [right.data, lungRight],
      [air.data, airway],
      [vessels.data, vessel],
      [lump.data, nodule],
    ];
    for (const [mask, kind] of masks) {
      expect(mask.findIndex((inside, at) => (inside === 1) !== (tissues[at] === kind))).toBe(-1);
      expect(mask.includes(1)).toBe(true);
    }
  });

  test("the patient's left lung has the larger columns, and the right lung is the larger", () => {
    const meanColumn = (kind: Tissue) => {
      let [sum, count] = [0, 0];
      for (let at = 0; at < tissues.length; at++) {
        if (tissues[at] !== kind) continue;
        sum += at % COLUMNS;
        count++;
      }
      return { column: sum / count, count };
    };
    const [left, right] = [meanColumn(lungLeft), meanColumn(lungRight)];
    expect(left.column).toBeGreaterThan(150);
    expect(right.column).toBeLessThan(106);
    expect(right.count).toBeGreaterThan(left.count);
  });

  test("the nodule is a ball of 9 mm with lung on all sides", () => {
    const voxels: number[] = [];
    for (let at = 0; at < tissues.length; at++) if (tissues[at] === nodule) voxels.push(at);
    const volume = voxels.length * 2.5 * 1.4 * 1.4;
    expect(volume / ((4 / 3) * Math.PI * 4.5 ** 3)).toBeGreaterThan(0.9);
    expect(volume / ((4 / 3) * Math.PI * 4.5 ** 3)).toBeLessThan(1.1);
    const around = new Set<number>();
    for (const at of voxels)
      for (let s = -2; s <= 2; s++)
        for (let r = -3; r <= 3; r++)
          for (let c = -3; c <= 3; c++) around.add(tissues[at + (s * ROWS + r) * COLUMNS + c]);
    for (const kind of around) expect([lungRight, vessel, airway, nodule]).toContain(kind);
  });

  test("only room air lies beside the padding, and the corner is padding: the body is not cut", () => {
    expect(tissues[0]).toBe(padding);
    const beside = new Set<number>();
    for (let at = 1; at < tissues.length; at++) {
      if (at % COLUMNS === 0) continue;
      if (tissues[at - 1] === padding) beside.add(tissues[at]);
      if (tissues[at] === padding) beside.add(tissues[at - 1]);
    }
    expect([...beside].sort()).toEqual([padding, roomAir]);
    expect(hu[0]).toBe(-3024);
    expect(tissues.includes(table)).toBe(true);
  });
});

describe("the tutorial's lung mask", () => {
  test("unfilled, holds both lungs and the airway that joins them, and no room air", () => {
    const mask = segmentLungMask(createVolume(thorax.voxels), { fillLungStructures: false }).voxels.data;
    const share = (kind: Tissue) => {
      let [inside, all] = [0, 0];
      for (let at = 0; at < mask.length; at++) {
        if (tissues[at] !== kind) continue;
        all++;
        inside += mask[at];
      }
      return inside / all;
    };
    expect(share(lungLeft)).toBeGreaterThan(0.9);
    expect(share(lungRight)).toBeGreaterThan(0.9);
    expect(share(airway)).toBeGreaterThan(0.85);
    expect(share(roomAir)).toBe(0);
    expect(share(TISSUE.stomachGas)).toBe(0);
    expect(share(nodule)).toBe(0);
  });

  test("filled, agrees with lungs, airway and vessels: Dice at least 0.975", () => {
    const mask = segmentLungMask(createVolume(thorax.voxels)).voxels.data;
    let [both, sum] = [0, 0];
    for (let at = 0; at < mask.length; at++) {
      const inLung = tissues[at] >= lungLeft ? 1 : 0;
      both += mask[at] & inLung;
      sum += mask[at] + inLung;
    }
    expect((2 * both) / sum).toBeGreaterThan(0.975);
  });
});
