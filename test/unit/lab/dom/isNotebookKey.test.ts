import { describe, expect, test } from "vitest";
import { isNotebookKey, type KeyPress } from "../../../../lab-extension/src/dom/isNotebookKey";

/** A press as "Ctrl+Shift+s". */
function press(text: string): KeyPress {
  const parts = text.split("+");
  const has = (modifier: string) => parts.slice(0, -1).includes(modifier);
  const altGraph = has("AltGr");
  return {
    key: parts[parts.length - 1],
    ctrlKey: has("Ctrl") || altGraph,
    metaKey: has("Cmd"),
    altKey: has("Alt") || altGraph,
    shiftKey: has("Shift"),
    getModifierState: (name) => name === "AltGraph" && altGraph,
  };
}

describe("isNotebookKey", () => {
  test.each([
    ..."xdmyrabcv0123456",
    "Enter",
    "Escape",
    "ArrowUp",
    "Home",
    "Shift",
    "Shift+M",
    "Shift+J",
    "Shift+ArrowUp",
    "AltGr+e",
  ])("%s is the viewer's, in a field too", (key) => {
    expect([isNotebookKey(press(key), false), isNotebookKey(press(key), true)]).toEqual([false, false]);
  });

  test.each([
    "Ctrl+s",
    "Cmd+s",
    "Ctrl+Shift+S",
    "Ctrl+Enter",
    "Alt+Enter",
    "Shift+Enter",
    "Ctrl+f",
    "Ctrl+b",
  ])("%s is the notebook's, from a field too", (key) => {
    expect([isNotebookKey(press(key), false), isNotebookKey(press(key), true)]).toEqual([true, true]);
  });

  test.each(["Ctrl+z", "Cmd+z", "Ctrl+Shift+Z", "Ctrl+a", "Cmd+v", "Ctrl+Backspace", "Alt+ArrowLeft"])(
    "%s edits a field, and is the notebook's elsewhere",
    (key) => {
      expect([isNotebookKey(press(key), false), isNotebookKey(press(key), true)]).toEqual([true, false]);
    },
  );
});
