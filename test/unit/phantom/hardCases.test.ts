import { beforeAll, describe, expect, test } from "vitest";
import { cavity, diaphragmHeight, lung } from "../../../kernel-lib/src/phantom/anatomy/chest";
import { HARD_CASES, type HardCase } from "../../../kernel-lib/src/phantom/anatomy/hardCases/caseNames";
import { createThorax, type Thorax } from "../../../kernel-lib/src/phantom/createThorax";
import { TISSUE } from "../../../kernel-lib/src/phantom/paint/tissue";
import { label } from "../../../kernel-lib/src/segmentation/label";

const GRID = { slices: 100, rows: 192, columns: 192, noise: 0 } as const;

let plain: Thorax;

beforeAll(() => {
  plain = createThorax(GRID);
});

const made = new Map<HardCase, Thorax>();

function thoraxOf(name: HardCase): Thorax {
  const thorax = made.get(name) ?? createThorax({ ...GRID, cases: [name] });
  made.set(name, thorax);
  return thorax;
}

function indices(data: Uint8Array | Int16Array, isWanted: (value: number, at: number) => boolean): number[] {
  const found: number[] = [];
  for (let at = 0; at < data.length; at++) if (isWanted(data[at], at)) found.push(at);
  return found;
}

function ml({ spacing }: Thorax, voxels: number): number {
  return (voxels * spacing[0] * spacing[1] * spacing[2]) / 1000;
}

function place({ spacing, origin, voxels }: Thorax, at: number): [x: number, y: number, z: number] {
  const [, rows, columns] = voxels.shape;
  return [
    origin[0] + (at % columns) * spacing[2],
    origin[1] + (Math.floor(at / columns) % rows) * spacing[1],
    origin[2] + Math.floor(at / (rows * columns)) * spacing[0],
  ];
}

function meanHu({ voxels }: Thorax, at: readonly number[]): number {
  return at.reduce((sum, i) => sum + voxels.data[i], 0) / at.length;
}

function kindOf(thorax: Thorax, kind: number): number[] {
  return indices(thorax.truth.tissues.data, (tissue) => tissue === kind);
}

/** Where a case may change anything, in LPS mm. */
const REACH: Readonly<Record<HardCase, (x: number, y: number, z: number) => boolean>> = {
  "foam table": (_x, y) => y > 55,
  arms: (x) => Math.abs(x) > 78,
  "thin chest wall": (x, y, z) => cavity(z)(x, y) > -1.5,
  "stomach bubble": (x, y, z) => x > 15 && z < diaphragmHeight(x, y),
  "bowel gas": (x, y, z) => z < diaphragmHeight(x, y),
  "joined lungs": (x, y, z) => Math.abs(x) < 30 && y < -50 && z > 122 && z < 206,
  "unconnected lungs": (x, y, z) => Math.hypot(x, y - 4, z - 165) < 50,
  emphysema: (x, y, z) => lung(x < 0 ? "right" : "left")(z)(x, y) < 1.5,
  "ground glass nodules": (x, y, z) => lung(x < 0 ? "right" : "left")(z)(x, y) < -2,
  "solid nodules": (x, y, z) => lung(x < 0 ? "right" : "left")(z)(x, y) < 1.5,
  consolidation: (x, y, z) => x < -15 && y > -10 && z > 30 && z < 150,
  effusion: (x, y, z) => x > 0 && y > 0 && lung("left")(z)(x, y) < 4,
  pneumothorax: (x, y, z) => x < 0 && y < 0 && lung("right")(z)(x, y) < 1.5,
};

describe.each(HARD_CASES)("%s", (name) => {
  test("changes voxels, and none but those where it lies", () => {
    const thorax = thoraxOf(name);
    const changed = indices(thorax.voxels.data, (hu, at) => hu !== plain.voxels.data[at]);
    expect(changed.length).toBeGreaterThan(50);
    const stray = changed.map((at) => place(plain, at)).filter((point) => !REACH[name](...point));
    expect(stray.slice(0, 3)).toEqual([]);
  });

  test("is the same again for the same seed", () => {
    const small = { slices: 30, rows: 64, columns: 64, seed: 4, cases: [name] };
    const [first, again] = [createThorax(small), createThorax(small)];
    expect(Buffer.from(again.voxels.data.buffer).equals(Buffer.from(first.voxels.data.buffer))).toBe(true);
    expect(Buffer.from(again.truth.sides.data).equals(Buffer.from(first.truth.sides.data))).toBe(true);
  });
});

test("whole lungs are the lungs with what is in them: the parts are disjoint and add up", () => {
  const { truth } = createThorax({ ...GRID, cases: HARD_CASES });
  const { wholeLeft, wholeRight, effusion, pneumothorax } = truth;
  const parts = [
    "lungLeft",
    "lungRight",
    "vessels",
    "nodule",
    "groundGlass",
    "emphysema",
    "consolidation",
  ] as const;
  let wrong = 0;
  for (let at = 0; at < wholeLeft.data.length; at++) {
    const whole = wholeLeft.data[at] + wholeRight.data[at];
    const inside = parts.reduce((sum, part) => sum + truth[part].data[at], 0);
    const isRight = inside === 1 ? whole === 1 : inside === 0 && whole <= truth.airway.data[at];
    if (!isRight || whole + effusion.data[at] + pneumothorax.data[at] > 1) wrong++;
  }
  expect(wrong).toBe(0);
  for (const part of [...parts, "effusion", "pneumothorax"] as const) expect(truth[part].data).toContain(1);
});

test("the windpipe and the main bronchi belong to no lung, the bronchi within a lung do", () => {
  const { airway, wholeLeft, wholeRight } = plain.truth;
  const inside = indices(
    airway.data,
    (air, at) => air === 1 && wholeLeft.data[at] + wholeRight.data[at] === 1,
  );
  const outside = indices(
    airway.data,
    (air, at) => air === 1 && wholeLeft.data[at] + wholeRight.data[at] === 0,
  );
  expect(Math.max(...outside.map((at) => Math.abs(place(plain, at)[0])))).toBeLessThan(60);
  expect(Math.min(...inside.map((at) => Math.abs(place(plain, at)[0])))).toBeGreaterThan(20);
  expect(ml(plain, outside.length)).toBeGreaterThan(30);
});

test("foam lies right behind the patient, at -900 to -850 HU", () => {
  const thorax = thoraxOf("foam table");
  const [, rows, columns] = thorax.voxels.shape;
  const deep = kindOf(thorax, TISSUE.table).filter((at) => {
    const [x, y] = place(thorax, at);
    return Math.abs(x) < 60 && y > 108 && y < 140;
  });
  expect(meanHu(thorax, deep)).toBeGreaterThan(-885);
  expect(meanHu(thorax, deep)).toBeLessThan(-865);
  // Beside the spine, from the skin backwards, the first that is no patient is the table.
  const column = Math.round((30 - thorax.origin[0]) / thorax.spacing[2]);
  for (const slice of [30, 50, 70]) {
    let row = rows - 1;
    const tissue = (r: number) => thorax.truth.tissues.data[(slice * rows + r) * columns + column];
    while (tissue(row) <= TISSUE.table) row--;
    expect(tissue(row + 1)).toBe(TISSUE.table);
  }
});

test("between lung and room air are 4 to 8 mm of a thin chest wall, where no bone is", () => {
  const thorax = thoraxOf("thin chest wall");
  const { tissues } = thorax.truth;
  const [, , columns] = thorax.voxels.shape;
  const walls: number[] = [];
  for (let slice = 40; slice < 62; slice++) {
    const row = Math.round((-20 - thorax.origin[1]) / thorax.spacing[1]);
    const line = tissues.data.subarray((slice * 192 + row) * columns, (slice * 192 + row + 1) * columns);
    const first = line.findIndex((tissue) => tissue > TISSUE.table);
    const last = line.indexOf(TISSUE.lungRight);
    if (line.subarray(first, last).some((tissue) => tissue === TISSUE.bone)) continue;
    walls.push((last - first) * thorax.spacing[2]);
  }
  expect(walls.length).toBeGreaterThan(3);
  expect(Math.min(...walls)).toBeGreaterThan(3.5);
  walls.sort((a, b) => a - b);
  expect(walls[walls.length >> 1]).toBeLessThan(8);
});

test("joined lungs touch over several centimetres, in places with no line between them", () => {
  const thorax = thoraxOf("joined lungs");
  const { data } = thorax.truth.sides;
  const touching = indices(data, (side, at) => side + data[at + 1] === 3 && side !== 0 && data[at + 1] !== 0);
  const heights = touching.map((at) => place(thorax, at)[2]);
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(40);
  const unseen = touching.filter((at) => Math.max(thorax.voxels.data[at], thorax.voxels.data[at + 1]) < -800);
  expect(unseen.length).toBeGreaterThan(30);
});

test("no air leads from the windpipe to an unconnected lung", () => {
  const thorax = thoraxOf("unconnected lungs");
  const plugged = indices(thorax.truth.tissues.data, (tissue, at) => {
    const [x, , z] = place(thorax, at);
    return tissue === TISSUE.airway && Math.abs(x) > 18 && Math.abs(x) < 28 && z > 150 && z < 180;
  });
  expect(plugged).toEqual([]);
});

test("emphysema is dark, and most in the upper half", () => {
  const thorax = thoraxOf("emphysema");
  const destroyed = kindOf(thorax, TISSUE.emphysema);
  const mean = meanHu(thorax, destroyed);
  expect(mean).toBeGreaterThan(-985);
  expect(mean).toBeLessThan(-940);
  const share = (from: number, to: number) => {
    const within = (at: number) => place(thorax, at)[2] >= from && place(thorax, at)[2] < to;
    const lungs = indices(thorax.truth.sides.data, (side, at) => side !== 0 && within(at));
    return destroyed.filter(within).length / lungs.length;
  };
  expect(share(160, 260)).toBeGreaterThan(2 * share(40, 130));
});

test("consolidation is 60 to 120 ml at 30 HU with air in its bronchi, and stays lung", () => {
  const thorax = thoraxOf("consolidation");
  const { consolidation, wholeRight } = thorax.truth;
  const dense = kindOf(thorax, TISSUE.consolidation);
  expect(ml(thorax, dense.length)).toBeGreaterThan(60);
  expect(ml(thorax, dense.length)).toBeLessThan(120);
  const solid = dense.filter((at) => thorax.voxels.data[at] > -100);
  expect(Math.abs(meanHu(thorax, solid) - 30)).toBeLessThan(8);
  expect(consolidation.data.findIndex((inside, at) => inside > wholeRight.data[at])).toBe(-1);
  expect(wholeRight.data.findIndex((inside, at) => inside !== plain.truth.wholeRight.data[at])).toBe(-1);
  const bronchi = kindOf(thorax, TISSUE.airway).filter(
    (at) => plain.truth.tissues.data[at] !== TISSUE.airway && consolidation.data[at + 1] === 1,
  );
  expect(bronchi.length).toBeGreaterThan(10);
});

test("effusion is 150 to 300 ml at 10 HU, and takes its place from the left lung", () => {
  const thorax = thoraxOf("effusion");
  const fluid = kindOf(thorax, TISSUE.effusion);
  expect(ml(thorax, fluid.length)).toBeGreaterThan(150);
  expect(ml(thorax, fluid.length)).toBeLessThan(300);
  const { data } = thorax.truth.effusion;
  const [, , columns] = thorax.voxels.shape;
  const deep = fluid.filter((at) => [1, columns].every((step) => data[at - step] + data[at + step] === 2));
  expect(Math.abs(meanHu(thorax, deep) - 10)).toBeLessThan(5);
  const litres = ({ truth }: Thorax) =>
    ml(
      thorax,
      truth.wholeLeft.data.reduce((a, b) => a + b, 0),
    );
  expect(litres(plain) - litres(thorax)).toBeGreaterThan(120);
});

test("pneumothorax is 150 to 400 ml at -995 HU, behind it a line of pleura", () => {
  const thorax = thoraxOf("pneumothorax");
  const air = kindOf(thorax, TISSUE.pneumothorax);
  expect(ml(thorax, air.length)).toBeGreaterThan(150);
  expect(ml(thorax, air.length)).toBeLessThan(400);
  const { data } = thorax.voxels;
  const [, , columns] = thorax.voxels.shape;
  const deep = air.filter((at) =>
    [1, 2, columns, 2 * columns].every((d) => data[at - d] < -950 && data[at + d] < -950),
  );
  expect(Math.abs(meanHu(thorax, deep) + 995)).toBeLessThan(2);
  const behind = air
    .map((at) => at + columns)
    .filter((at) => thorax.truth.tissues.data[at] === TISSUE.lungRight);
  expect(meanHu(thorax, behind)).toBeGreaterThan(-820);
});

test.each([
  ["solid nodules", "nodule", [20, 14, 9, 9, 6]],
  ["ground glass nodules", "groundGlass", [25, 18, 12]],
] as const)("%s are as many and as large as they are said to be", (name, part, diameters) => {
  const thorax = thoraxOf(name);
  const { sizes } = label(thorax.truth[part], { connectivity: 26 });
  const found = sizes
    .slice(1)
    .sort((a, b) => b - a)
    .map((voxels) => Math.cbrt((6000 / Math.PI) * ml(thorax, voxels)));
  expect(found).toHaveLength(diameters.length);
  for (const [i, diameter] of diameters.entries()) {
    expect(found[i]).toBeGreaterThan(0.75 * diameter);
    expect(found[i]).toBeLessThan(1.2 * diameter);
  }
});

test("ground glass lets vessels show, at -650 HU", () => {
  const thorax = thoraxOf("ground glass nodules");
  const mean = meanHu(thorax, kindOf(thorax, TISSUE.groundGlass));
  expect(Math.abs(mean + 650)).toBeLessThan(40);
});

test("gas lies a few millimetres under the lung", () => {
  for (const [name, litres] of [
    ["stomach bubble", 0.15],
    ["bowel gas", 0.04],
  ] as const) {
    const thorax = thoraxOf(name);
    const gas = kindOf(thorax, TISSUE.stomachGas);
    expect(ml(thorax, gas.length) / 1000).toBeGreaterThan(litres);
    const gaps = gas.map((at) => {
      const [x, y, z] = place(thorax, at);
      return diaphragmHeight(x, y) - z;
    });
    expect(Math.min(...gaps)).toBeGreaterThan(1.5);
    expect(Math.min(...gaps)).toBeLessThan(5);
  }
});

test("arms have bone in them and lie outside the chest", () => {
  const thorax = thoraxOf("arms");
  const bone = kindOf(thorax, TISSUE.bone).filter((at) => plain.truth.tissues.data[at] !== TISSUE.bone);
  expect(ml(thorax, bone.length)).toBeGreaterThan(80);
});
