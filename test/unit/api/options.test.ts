import * as ct from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { ball, PUBLIC_DOORS as DOORS, values, volume, type Wrong, wrong } from "../../checks/publicDoors";
import { PUBLIC_TYPES, thrownBy } from "../../checks/publicTypes";

/** What is said of options within lists and options, of one within what is said of a slice, a mask or a view. */
const WITHIN: Readonly<Record<string, readonly [(options: Wrong) => unknown, string, string, object]>> = {
  limits: [(limits) => ct.loadScan([], { limits }), "voxel", "voxels", { voxels: "9" }],
  view: [(view) => ct.plot3d(ball, { view }), "azimut", "azimuth", { azimuth: "90" }],
  "slices[0]": [(slice) => ct.figure([slice]), "imgae", "image", { image: volume, title: 5 }],
  "overlays[0]": [
    (overlay) => ct.imshow(volume, { overlays: [overlay] }),
    "opaque",
    "image",
    { image: ball, alpha: "1" },
  ],
  "overlays[0] of the viewer": [
    (overlay) => ct.sliceViewer(volume, { overlays: [overlay] }),
    "colour",
    "color",
    { mask: ball, name: 3 },
  ],
};

describe.each([...Object.entries(DOORS), ...Object.entries(WITHIN)])(
  "%s",
  (name, [call, typo, meant, kind]) => {
    test("a name that is none of its options is refused, and the one that was meant is named", async () => {
      const error = await thrownBy(() => call(wrong({ [typo]: 1 })));
      expect(error).toBeInstanceOf(ct.InvalidArgumentError);
      expect(String(error)).toContain(`received "${typo}"`);
      if (typo !== "opaque") expect(String(error)).toContain(`did you mean "${meant}"?`);
      expect(String(error)).toContain(`${meant}`);
    });

    test("a value of another kind is refused, by the option's name", async () => {
      const error = await thrownBy(() => call(wrong(kind)));
      expect(error).toBeInstanceOf(ct.InvalidArgumentError);
      const wrongName = Object.keys(kind)[Object.keys(kind).length - 1];
      expect((error as ct.InvalidArgumentError).argument.split(".").pop()).toBe(wrongName);
      expect(String(error)).toMatch(/must be (a|an|true|null|"|one) ?.*; received /);
    });

    test("what is no object is refused", async () => {
      const argument = name in DOORS ? "options" : name.split(" ")[0];
      for (const given of [-300, "lung", null, [1, 2], () => 1, new Map()]) {
        const error = await thrownBy(() => call(wrong(given)));
        expect(error).toBeInstanceOf(ct.InvalidArgumentError);
        const kind = argument === "limits" || argument === "view" ? "an object" : "an object such as { ";
        expect(String(error)).toContain(`${argument} must be ${kind}`);
      }
    });
  },
);

test("a threshold in the place of the options says so, and what options look like", () => {
  expect(() => ct.isoSurface(volume, wrong(-300))).toThrow(
    "options must be an object such as { threshold: ... }; received -300",
  );
  expect(() => ct.isoSurface(volume, wrong({ treshold: -300 }))).toThrow(
    'options must be made of threshold, stepSize, coordinates, axes, border; received "treshold"; did you mean "threshold"?',
  );
  expect(() => ct.isoSurface(volume, wrong({ threshold: "x" }))).toThrow(
    'threshold must be a number; received "x"',
  );
});

test("a name far from all is refused without a guess", () => {
  expect(() => ct.label(ball, wrong({ everything: true }))).toThrow(/received "everything"$/);
});

test("an option that is undefined counts as not given, under any name", () => {
  const undefinedOptions = wrong({ threshold: undefined, treshold: undefined });
  expect(ct.isoSurface(volume, undefinedOptions)).toEqual(ct.isoSurface(volume));
});

test("the record of a volume says what another one is to be like", () => {
  expect(ct.createVolume(volume.voxels, { ...volume, units: "HU" }).units).toBe("HU");
});

test.each([
  ["init", () => ct.gustafsonKessel(values, wrong({ init: "quantiles" }))],
  ["volumeExponent", () => ct.gkSegment(volume, wrong({ volumeExponent: "tutorail" }))],
  ["clusterOrder", () => ct.fuzzyCMeans(values, wrong({ clusterOrder: "random" }))],
  ["padding", () => ct.gkSegment(volume, wrong({ padding: "excluded" }))],
  ["border", () => ct.maskSurface(ball, wrong({ border: "close" }))],
  ["axes", () => ct.isoSurface(volume, wrong({ axes: "zyx" }))],
  ["coordinates", () => ct.makeMesh(ball, wrong({ coordinates: "voxels" }))],
  ["connectivity", () => ct.label(ball, wrong({ connectivity: 8 }))],
  ["cover", () => ct.imshow(volume, { overlays: [wrong({ image: ball, cover: "none" })] })],
])("a choice of %s that there is not is refused", (name, call) => {
  expect(call).toThrow(`${name} must be`);
});

test("Shift-Tab on a function shows its options, since tslab shows the text and not the options' own", () => {
  const silent = PUBLIC_TYPES.flatMap(({ name, options, words }) =>
    Object.keys(options ?? {})
      .filter((option) => !words.includes(`\`${option}\``))
      .map((option) => `${name} ${option}`),
  );
  expect(silent).toEqual([]);
});

test("the table has every public function that takes options", () => {
  const takers = PUBLIC_TYPES.filter(({ options }) => options !== null);
  expect(takers.length).toBeGreaterThan(25);
  expect(takers.map(({ name }) => name).sort()).toEqual(Object.keys(DOORS).sort());
});
