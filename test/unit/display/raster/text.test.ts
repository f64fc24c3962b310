import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  addCurve,
  addEdge,
  createCoverage,
  findCoveredParts,
} from "../../../../kernel-lib/src/display/raster/coverage";
import { loadSans } from "../../../../kernel-lib/src/display/raster/font";
import { createPicture, type Picture } from "../../../../kernel-lib/src/display/raster/picture";
import { drawText, measureText } from "../../../../kernel-lib/src/display/raster/text";
import { wrapText } from "../../../../kernel-lib/src/display/raster/wrapText";

const BLACK = { color: [0, 0, 0] } as const;

describe("coverage", () => {
  function covered(width: number, height: number, ...corners: [x: number, y: number][]): number[] {
    const coverage = createCoverage(width, height);
    corners.forEach((corner, i) => {
      addEdge(coverage, ...corner, ...corners[(i + 1) % corners.length]);
    });
    return Array.from(findCoveredParts(coverage), (part) => Math.round(part * 1e9) / 1e9);
  }

  test("is the area of a rectangle in each pixel, in both directions", () => {
    const parts = [0.125, 0.25, 0.125, 0.25, 0.5, 0.25];
    expect(covered(3, 2, [0.5, 0.75], [2.5, 0.75], [2.5, 1.5], [0.5, 1.5])).toEqual(parts);
    expect(covered(3, 2, [0.5, 1.5], [2.5, 1.5], [2.5, 0.75], [0.5, 0.75])).toEqual(parts);
  });

  test("is the area of a slope in each pixel", () => {
    expect(covered(2, 2, [0, 0], [2, 2], [0, 2])).toEqual([0.5, 0, 1, 0.5]);
  });

  test("counts overlapping outlines once", () => {
    const coverage = createCoverage(1, 1);
    for (let twice = 0; twice < 2; twice++) {
      addEdge(coverage, 0, 0, 0, 1);
      addEdge(coverage, 1, 1, 1, 0);
    }
    expect(Array.from(findCoveredParts(coverage))).toEqual([1]);
  });

  test("of a parabola's segment is two thirds of its triangle", () => {
    const coverage = createCoverage(40, 40);
    addCurve(coverage, [0, 0], [20, 40], [40, 0]);
    addEdge(coverage, 40, 0, 0, 0);
    const area = findCoveredParts(coverage).reduce((sum, part) => sum + part, 0);
    expect(area).toBeGreaterThan(532);
    expect(area).toBeLessThan(534); // 2 / 3 of 40 x 40 / 2
  });
});

describe("drawText", () => {
  test("covers as much as the glyphs' outlines enclose", () => {
    const text = "HU 0123456789 Lmk";
    const size = 40;
    const picture = createPicture(600, 60, [255, 255, 255]);
    drawText(picture, text, 10, 45, { size, ...BLACK });
    const scale = size / loadSans().unitsPerEm;
    const area = loadSans()
      .glyphs(text)
      .reduce((sum, { outline }) => sum + enclosedArea(outline) * scale * scale, 0);
    expect(ink(picture) / area).toBeGreaterThan(0.995);
    expect(ink(picture) / area).toBeLessThan(1.005);
  });

  test("draws every sign that the pictures need", () => {
    const missing = loadSans().glyphs("\u{10FFFF}")[0].outline;
    for (const sign of "AZaz09+\u2212°×²³µαβγΔΩ·–…äéßø%") {
      expect(loadSans().glyphs(sign)[0].outline, sign).not.toEqual(missing);
      const picture = createPicture(40, 40, [255, 255, 255]);
      drawText(picture, sign, 10, 30, { size: 20, ...BLACK });
      expect(ink(picture), sign).toBeGreaterThan(1);
    }
  });

  test("draws the same pixels everywhere", () => {
    const picture = createPicture(220, 60, [255, 255, 255]);
    drawText(picture, "Slice 152, −600 HU × 2.5°", 5, 20, { size: 13, color: [20, 20, 90] });
    drawText(picture, "HU", 205, 40, { direction: "up", align: "center" });
    expect(createHash("sha256").update(picture.rgba).digest("hex")).toBe(
      "1555fc410b01fba47cce64064757080dac568f9a02b93d72e58b036ae64c5ba2",
    );
  });

  test("puts the start, middle or end at x, and the line, middle or top of capitals at y", () => {
    const box = (options: object) => {
      const picture = createPicture(300, 100, [255, 255, 255]);
      drawText(picture, "HHH", 150, 50, { size: 30, ...options });
      return inkBox(picture);
    };
    const { width, capHeight } = measureText("HHH", 30);
    const near = (value: number, expected: number) =>
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(4);
    near(box({}).left, 150);
    near(box({ align: "right" }).right, 150);
    near((box({ align: "center" }).left + box({ align: "center" }).right) / 2, 150);
    near(box({}).right - box({}).left, width - 4); // an H keeps 3 pixels free on both sides
    expect(box({}).bottom).toBe(50);
    expect(Math.abs(box({ baseline: "top" }).top - 50)).toBeLessThanOrEqual(1);
    const { top, bottom } = box({ baseline: "middle" });
    expect(Math.abs((top + bottom) / 2 - 50)).toBeLessThanOrEqual(1);
    expect(Math.abs(bottom - top - capHeight)).toBeLessThanOrEqual(1);
  });

  test("turned text has the same ink, upright", () => {
    const flat = createPicture(200, 200, [255, 255, 255]);
    const turned = createPicture(200, 200, [255, 255, 255]);
    drawText(flat, "Hounsfield", 100, 100, { align: "center" });
    drawText(turned, "Hounsfield", 100, 100, { align: "center", direction: "up" });
    expect(ink(turned)).toBeCloseTo(ink(flat), -0.5);
    const box = inkBox(turned);
    expect(box.bottom - box.top).toBeGreaterThan(2 * (box.right - box.left));
    expect(box.right).toBeLessThanOrEqual(104); // letters stand on x, tails to its right
  });

  test("leaves out what is outside the picture", () => {
    const picture = createPicture(10, 10, [255, 255, 255]);
    drawText(picture, "far too long for ten pixels", -20, 5);
    expect(ink(picture)).toBeGreaterThan(0);
  });
});

describe("wrapText", () => {
  test("breaks between words into lines that fit", () => {
    const lines = wrapText("No lung was found in this scan", 14, 90);
    expect(lines.join(" ")).toBe("No lung was found in this scan");
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(measureText(line, 14).width).toBeLessThanOrEqual(90);
  });

  test("gives a word that is too long its own line", () => {
    expect(wrapText("a incomprehensibilities b", 14, 30)).toEqual(["a", "incomprehensibilities", "b"]);
  });
});

/** Darkness in whole pixels. */
function ink({ rgba }: Picture): number {
  let sum = 0;
  for (let i = 0; i < rgba.length; i += 4) sum += (255 - rgba[i]) / 255;
  return sum;
}

function inkBox({ width, rgba }: Picture) {
  const dark = Array.from({ length: rgba.length / 4 }, (_, i) => i).filter((i) => rgba[4 * i] < 128);
  const columns = dark.map((i) => i % width);
  const rows = dark.map((i) => Math.floor(i / width));
  return {
    left: Math.min(...columns),
    right: Math.max(...columns) + 1,
    top: Math.min(...rows),
    bottom: Math.max(...rows) + 1,
  };
}

/** Area inside an outline in font units: Green's theorem over its lines and quadratic curves. */
function enclosedArea(outline: ReturnType<ReturnType<typeof loadSans>["glyphs"]>[number]["outline"]): number {
  const cross = (ax: number, ay: number, bx: number, by: number) => ax * by - bx * ay;
  let twice = 0;
  let [x, y, startX, startY] = [0, 0, 0, 0];
  for (const step of outline) {
    if (step.type === "Z") {
      twice += cross(x, y, startX, startY);
      [x, y] = [startX, startY];
      continue;
    }
    if (step.type === "M") [startX, startY] = [step.x, step.y];
    if (step.type === "L") twice += cross(x, y, step.x, step.y);
    if (step.type === "Q") {
      const control = cross(x, y, step.x1, step.y1) + cross(step.x1, step.y1, step.x, step.y);
      twice += (2 * control + cross(x, y, step.x, step.y)) / 3;
    }
    [x, y] = [step.x, step.y];
  }
  return Math.abs(twice) / 2;
}
