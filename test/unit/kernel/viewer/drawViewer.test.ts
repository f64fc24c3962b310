import { createGeometry, createVolume, type VolumeGeometry, type VolumeLike } from "tslab-dicom";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  type Axis,
  type Convention,
  layPlane,
  namePlanes,
  PLANE_AXES,
  type VoxelPoint,
} from "../../../../kernel-lib/src/contract";
import { LEGEND_LINE } from "../../../../kernel-lib/src/display/figure/legend";
import { resolveVolume } from "../../../../kernel-lib/src/display/payload/shownVolume";
import type { Picture } from "../../../../kernel-lib/src/display/raster/picture";
import * as texts from "../../../../kernel-lib/src/display/raster/text";
import { drawViewer } from "../../../../kernel-lib/src/kernel/viewer/drawViewer";
import { createViewerModel } from "../../../../kernel-lib/src/kernel/viewer/viewerModel";
import { framePlane, toFrame } from "../../../../lab-extension/src/slice/planeFrame";
import { ALIGNED_STACKS } from "../../../makers/alignedStacks";
import { maskOf, volumeOf } from "../../../makers/volumes";

const SHAPE = [7, 8, 9] as const;
const CONVENTIONS: readonly Convention[] = ["radiological", "neurological"];
const COLORS = { red: [255, 0, 0], green: [0, 255, 0], blue: [0, 0, 255] } as const;
const flat = volumeOf(SHAPE, () => -1000);

/** The middle of the pixels of a colour. */
function findMiddle({ rgba, width }: Picture, [red, green, blue]: readonly number[]) {
  let [count, across, down] = [0, 0, 0];
  for (let i = 0, at = 0; at < rgba.length; i++, at += 4) {
    const off = Math.abs(rgba[at] - red) + Math.abs(rgba[at + 1] - green) + Math.abs(rgba[at + 2] - blue);
    if (off > 60) continue;
    count++;
    across += i % width;
    down += Math.floor(i / width);
  }
  expect(count).toBeGreaterThan(0);
  return { across: across / count, down: down / count };
}

/** The legend has the same colours, in a line below the image. */
function withoutLegend({ width, height, rgba }: Picture): Picture {
  const rows = height - LEGEND_LINE - 14;
  return { width, height: rows, rgba: rgba.subarray(0, rows * width * 4) };
}

/** The still of a plane through the first voxel, with that red, and those a few rows and columns on green and blue. */
function drawCorner(geometry: VolumeGeometry, axis: Axis, convention: Convention) {
  const places = [null, ...PLANE_AXES[axis]].map((along): VoxelPoint => {
    const place: [number, number, number] = [0, 0, 0];
    if (along !== null) place[along] = 4;
    return place;
  });
  const volume = createVolume(flat.voxels, { geometry });
  const overlays = places.map((place, i) => ({
    mask: maskOf(volume, (...voxel) => voxel.join() === place.join()),
    color: Object.values(COLORS)[i],
    alpha: 1,
  }));
  const shown = resolveVolume(volume, { overlays, slice: 0 });
  const layout = namePlanes(geometry.known === "place" ? geometry.affine : null)[axis];
  const model = createViewerModel(shown, { layout, convention, voxel: [0, 0, 0] });
  return { places, ...drawViewer(shown, model.state(), { title: "", what: "CT" }) };
}

test("the still lies as the page's plane does, of every aligned stack and by either convention", () => {
  const usual = createGeometry(SHAPE, { origin: [0, 0, 0], spacing: [2.5, 0.7, 0.8] });
  for (const [i, affine] of ALIGNED_STACKS.entries()) {
    const axis = (i % 3) as Axis;
    for (const convention of CONVENTIONS) {
      const geometry = { ...usual, affine };
      const { places, picture } = drawCorner(geometry, axis, convention);
      const frame = framePlane(axis, layPlane(affine, axis, convention), SHAPE, geometry.spacing);
      const image = withoutLegend(picture);
      const [red, ...others] = Object.values(COLORS).map((color) => findMiddle(image, color));
      const [corner, ...further] = places.map((place) => toFrame(frame, place));
      const scale = Math.max(...others.map((other) => Math.abs(other.across - red.across))) / 4;
      for (const [o, other] of others.entries()) {
        // A wrong side is off by eight.
        const off = [
          (other.across - red.across) / scale - (further[o].across - corner.across),
          (other.down - red.down) / scale - (further[o].down - corner.down),
        ];
        expect(Math.max(...off.map(Math.abs))).toBeLessThan(1);
      }
    }
  }
});

test("voxels that nobody placed lie as they are stored, by either convention", () => {
  const bare = createGeometry(SHAPE);
  for (const convention of CONVENTIONS) {
    const { picture, alt } = drawCorner(bare, 0, convention);
    const [red, green, blue] = Object.values(COLORS).map((color) => findMiddle(picture, color));
    expect([green.down > red.down, blue.across > red.across]).toEqual([true, true]);
    expect(alt).not.toContain("patient");
  }
});

test("the still has the patient's sides in letters, where they are in the convention, and its words say the unusual", () => {
  const draw = vi.spyOn(texts, "drawText");
  onTestFinished(() => draw.mockRestore());
  /** The letters in light, from left to right and from top to bottom. */
  const lettersOf = (convention: Convention, voxels: VolumeLike = flat) => {
    draw.mockClear();
    const shown = resolveVolume(voxels, {});
    const { alt } = drawViewer(shown, createViewerModel(shown, { convention }).state(), {
      title: "",
      what: "CT",
    });
    const light = draw.mock.calls.filter(([, , , , options]) => options?.color?.[0] === 255);
    const inOrder = (at: 2 | 3) =>
      [...light].sort((one, other) => one[at] - other[at]).map((call) => call[1]);
    const [across, down] = [inOrder(2), inOrder(3)];
    return { edges: [across[0], across[3], down[0], down[3]].join(" ").trim(), alt };
  };
  expect(lettersOf("radiological")).toEqual({
    edges: "R L A P",
    alt: expect.not.stringContaining("patient"),
  });
  expect(lettersOf("neurological")).toEqual({
    edges: "L R A P",
    alt: expect.stringMatching(/, the patient's left on the left$/),
  });
  expect(lettersOf("neurological", flat.voxels).edges).toBe("");
});

test("the still shows the first volume where a second is padding", () => {
  const countPurple = (isOutside: (slice: number, row: number, column: number) => boolean) => {
    const values = volumeOf(SHAPE, () => -100);
    const padding = maskOf(values, isOutside);
    const second = {
      volume: createVolume(values.voxels, { geometry: values.geometry, padding }),
      window: { centre: 0, width: 100 },
      alpha: 1,
    };
    const shown = resolveVolume(flat, { second });
    const { picture } = drawViewer(shown, createViewerModel(shown, {}).state(), { title: "", what: "CT" });
    let count = 0;
    for (let at = 0; at < picture.rgba.length; at += 4) {
      if ([68, 1, 84].every((level, i) => picture.rgba[at + i] === level)) count++; // the lowest of viridis
    }
    return count;
  };
  const whole = countPurple(() => false);
  expect(whole).toBeGreaterThan(0);
  // Three of nine columns are left.
  expect(countPurple((_slice, _row, column) => column < 6) / whole).toBeCloseTo(3 / 9, 1);
  expect(countPurple(() => true)).toBe(0);
});
