import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeOverlays } from "../../../../lab-extension/src/decode/overlayVolume";
import { cutOverlay, cutPadding } from "../../../../lab-extension/src/source/cutOverlay";
import { deflated, embedBits } from "../../../makers/embedded";
import { plainPlane } from "../../../reference/plainPlanes";
import { slicesPayload } from "../payloads";

const look = { name: "Lung", color: [1, 2, 3], alpha: 1 } as const;

const scene = fc
  .record({
    shape: fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 19 }),
    ),
    axis: fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>,
  })
  .chain(({ shape, axis }) => {
    const voxels = shape[0] * shape[1] * shape[2];
    const plane = fc.integer({ min: 0, max: shape[axis] - 1 });
    return fc.record({
      labels: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: voxels, maxLength: voxels }),
      ends: fc.tuple(plane, plane),
      shape: fc.constant(shape),
      axis: fc.constant(axis),
    });
  });

describe("cutOverlay", () => {
  test("finds masks, label maps and padding in planes and slabs of every axis", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ labels, shape, axis, ends }) => {
        const mask = labels.map((label) => label === 2);
        const [first, last] = [Math.min(...ends), Math.max(...ends)];
        const [bits, map] = await decodeOverlays(
          slicesPayload({
            shape,
            overlays: [{ ...look, ...embedBits(mask, shape) }],
            labelMaps: [
              {
                ...look,
                labels: [],
                rows: shape[1],
                columns: shape[2],
                dtype: "uint16",
                data: deflated(Uint16Array.from(labels, (label) => 300 * label)),
              },
            ],
          }),
        );
        const [rows, columns] = [0, 1, 2].filter((each) => each !== axis).map((each) => shape[each]);
        const cut = { axis, first, last, shape, rows, columns };
        const volume = { shape, values: mask.map(Number), outside: mask };
        const expected = plainPlane({ ...volume, outside: mask.map(() => false) }, { ...cut, mode: "max" });
        expect(Array.from(cutOverlay(bits, cut))).toEqual(expected.values);
        if (bits.kind !== "bits") throw new Error("a mask is not of bits");
        expect(Array.from(cutPadding(bits, cut), Boolean)).toEqual(
          plainPlane(volume, { ...cut, mode: "max" }).outside,
        );
        const inside = { shape, values: labels, outside: mask.map(() => false) };
        const greatest = plainPlane(inside, { ...cut, mode: "max" }).values.map((label) => 300 * label);
        expect(Array.from(cutOverlay(map, cut))).toEqual(greatest);
      }),
      { seed: 12, numRuns: 80 },
    );
  });

  test("takes the cell at a pixel's centre where overlay and picture differ in size", async () => {
    const [bits] = await decodeOverlays(
      slicesPayload({ shape: [1, 4, 4], overlays: [{ ...look, ...embedBits([1, 0, 0, 1], [1, 2, 2]) }] }),
    );
    const cut = { axis: 0, first: 0, last: 0, shape: [1, 4, 4], rows: 4, columns: 4 } as const;
    // biome-ignore format: a picture
    expect([...cutOverlay(bits, cut)]).toEqual([
      1, 1, 0, 0,
      1, 1, 0, 0,
      0, 0, 1, 1,
      0, 0, 1, 1,
    ]);
    const across = { ...cut, axis: 1, first: 3, last: 3, rows: 1 } as const;
    expect([...cutOverlay(bits, across)]).toEqual([0, 0, 1, 1]);
  });
});
