import type { DisplayWindow } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { chooseWindow } from "../../../../kernel-lib/src/display/colour/windows";
import { volumeOf } from "../../../makers/volumes";

const plain = volumeOf([1, 2, 2], (_s, r, c) => r * 10 + c);

describe("chooseWindow", () => {
  test.each([
    [{ centre: 0, width: 1 }, true],
    [{ centre: 0, width: 0.99 }, false],
    [{ centre: 0, width: 0.99, shape: "linear" }, false],
    [{ centre: 0, width: 0.01, shape: "linear-exact" }, true],
    [{ centre: 0, width: 0.01, shape: "sigmoid" }, true],
    [{ centre: 0, width: 0, shape: "sigmoid" }, false],
    [{ centre: 0, width: 0, shape: "linear-exact" }, false],
    [{ centre: 0, width: Number.POSITIVE_INFINITY, shape: "sigmoid" }, false],
    [{ centre: Number.NaN, width: 10, shape: "sigmoid" }, false],
    [{ centre: 0, width: 10, shape: "cubic" }, false],
  ])("pitfall 43: the window %j is allowed: %j", (given, allowed) => {
    const window = given as DisplayWindow;
    if (allowed) expect(chooseWindow(plain, window)).toBe(window);
    else expect(() => chooseWindow(plain, window)).toThrow("window must be one of lung, mediastinum");
  });

  test("without a choice is the tags' window with its shape", () => {
    const window = { centre: 40, width: 400, shape: "sigmoid" } as const;
    const tagged = volumeOf([1, 2, 2], () => 0, { window });
    expect([chooseWindow(tagged), chooseWindow(tagged, "tags")]).toEqual([window, window]);
    expect(chooseWindow(tagged, "range")).toEqual({ centre: 0.5, width: 1 });
  });
});
