import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CT_WINDOWS, findInitialState, readViewerPayload, type SlicesPayload } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import {
  applySettings,
  readViewerSettings,
  USUAL_SETTINGS,
} from "../../../../lab-extension/src/lab/viewerSettings";
import { USUAL_KEYS } from "../../../../lab-extension/src/viewer/state/keyTable";
import { framesPayload, slicesPayload } from "../payloads";

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../../lab-extension/schema/plugin.json"), "utf8"),
);

describe("the schema of the settings", () => {
  test("has the windows, and the key table as it is", () => {
    expect(schema.properties.window.enum).toEqual(["output", ...Object.keys(CT_WINDOWS)]);
    expect(schema.properties.keys.default).toEqual(USUAL_KEYS);
    expect(Object.keys(schema.properties.keys.properties)).toEqual(Object.keys(USUAL_KEYS));
  });

  test("has defaults that are the usual settings", () => {
    const properties: Record<string, { default: unknown }> = schema.properties;
    const defaults = Object.fromEntries(
      Object.entries(properties).map(([name, { default: value }]) => [name, value]),
    );
    expect(readViewerSettings(defaults)).toEqual({ ...USUAL_SETTINGS, keys: USUAL_KEYS });
  });
});

test("settings that are not as expected count as usual, each by itself", () => {
  expect(readViewerSettings({})).toEqual(USUAL_SETTINGS);
  const keys = { next: ["j"], previous: "k", save: [1], fit: [""], constructor: ["x"], nothing: ["y"] };
  expect(readViewerSettings({ window: "toString", convention: 7, smooth: false, keys })).toEqual({
    window: "output",
    convention: "radiological",
    smooth: false,
    keys: { next: ["j"] },
  });
});

describe("a payload under settings", () => {
  const settings = { window: "bone", convention: "neurological", smooth: false, keys: {} } as const;
  const begun = (payload: SlicesPayload) => {
    const applied = applySettings(payload, settings);
    expect(readViewerPayload(applied)).toEqual({ payload: applied });
    return findInitialState(applied as SlicesPayload);
  };

  test("begins as they say", () => {
    expect(begun(slicesPayload())).toMatchObject({
      window: CT_WINDOWS.bone,
      convention: "neurological",
      smooth: false,
    });
  });

  test("begins as its own state says where it says something", () => {
    const state = { window: { centre: 1, width: 2 }, smooth: true };
    expect(begun(slicesPayload({ state }))).toMatchObject({ ...state, convention: "neurological" });
  });

  test("has no window in HU when its values are none, and its own when the setting says so", () => {
    const { window } = slicesPayload();
    expect(begun(slicesPayload({ units: "" })).window).toEqual(window);
    const applied = applySettings(slicesPayload(), { ...settings, window: "output" });
    expect(findInitialState(applied as SlicesPayload).window).toEqual(window);
  });

  test("stays as it is when it has no volume", () => {
    const payload = framesPayload();
    expect(applySettings(payload, settings)).toBe(payload);
  });
});
