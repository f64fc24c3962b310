import { describe, expect, test } from "vitest";
import { findKeyClashes } from "../../../../lab-extension/src/viewer/state/findKeyClashes";
import { findAction, nameKey, USUAL_KEYS } from "../../../../lab-extension/src/viewer/state/keyTable";

const press = (
  key: string,
  held: Partial<Record<"shiftKey" | "ctrlKey" | "metaKey" | "altKey", boolean>> = {},
) => findAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, USUAL_KEYS);

describe("the keys", () => {
  test("of any two actions differ", () => {
    const all = Object.values(USUAL_KEYS).flat();
    expect(new Set(all).size).toBe(all.length);
  });

  test("each do what the table says, small or capital", () => {
    for (const [action, keys] of Object.entries(USUAL_KEYS)) {
      for (const key of keys) {
        const [name, shiftKey] = key.startsWith("Shift+") ? [key.slice(6), true] : [key, false];
        expect(press(name, { shiftKey })).toBe(action);
      }
    }
    expect(press("W", { shiftKey: true })).toBe("windowTool");
    expect(press("+", { shiftKey: true })).toBe("zoomIn");
  });

  test("that go on, go on by arrow, page and wheel alike: down is on", () => {
    expect([press("ArrowDown"), press("ArrowRight"), press("PageDown")]).toEqual(["next", "next", "nextTen"]);
    expect([press("ArrowUp"), press("ArrowLeft"), press("PageUp")]).toEqual([
      "previous",
      "previous",
      "previousTen",
    ]);
  });

  test("with Ctrl, Cmd or Alt are the notebook's, and others do nothing", () => {
    for (const held of ["ctrlKey", "metaKey", "altKey"]) expect(press("s", { [held]: true })).toBeNull();
    expect([press("x"), press("Enter"), press("Home", { shiftKey: true })]).toEqual([null, null, null]);
  });

  test("may be others", () => {
    const keys = { ...USUAL_KEYS, play: ["k"] };
    const held = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
    expect(findAction({ key: "k", ...held }, keys)).toBe("play");
    expect(findAction({ key: "p", ...held }, keys)).toBeNull();
  });

  test("that two actions have, or measuring beside one, are told with what they do first", () => {
    expect(findKeyClashes(USUAL_KEYS)).toEqual([]);
    const keys = { ...USUAL_KEYS, play: ["S", "s"], fit: ["Enter"] };
    expect(findKeyClashes(keys)).toEqual([
      { key: "Enter", actions: ["measuring", "fit"] },
      { key: "s", actions: ["play", "save"] },
    ]);
    expect(
      findAction({ key: "s", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }, keys),
    ).toBe("play");
  });

  test("have names that a reader knows", () => {
    expect(["Shift+ArrowLeft", "PageDown", " ", "w", "Escape"].map(nameKey)).toEqual([
      "Shift+←",
      "Page Down",
      "Space",
      "W",
      "Escape",
    ]);
  });
});
