import { createElement } from "../dom/createElement";

const ROWS = [
  ["Arrow keys, wheel", "one slice on or back"],
  ["Page Up, Page Down", "ten slices on or back"],
  ["Home, End", "first or last slice"],
  ["Drag on the picture", "right: wider window; down: darker"],
  ["Double click", "back to the first window"],
  ["Escape", "back to the notebook cell"],
] as const;

/** A closed list of what keys and mouse do. The keys and the wheel act after a click into the viewer. */
export function createKeysHelp(): HTMLElement {
  const rows = ROWS.map(([keys, action]) =>
    createElement("li", "", {}, createElement("strong", "", {}, keys), createElement("span", "", {}, action)),
  );
  const summary = createElement("summary", "", {}, "Keys and mouse");
  return createElement("details", "tsd-help", {}, summary, createElement("ul", "", {}, ...rows));
}
