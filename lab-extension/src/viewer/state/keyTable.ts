/** What a key can do in a slice viewer. */
export type KeyAction =
  | "next"
  | "previous"
  | "nextTen"
  | "previousTen"
  | "first"
  | "last"
  | "crosshairLeft"
  | "crosshairRight"
  | "crosshairUp"
  | "crosshairDown"
  | "preset1"
  | "preset2"
  | "preset3"
  | "preset4"
  | "preset5"
  | "preset6"
  | "autoWindow"
  | "resetWindow"
  | "windowTool"
  | "crosshairTool"
  | "zoomTool"
  | "distanceTool"
  | "angleTool"
  | "ellipseTool"
  | "zoomIn"
  | "zoomOut"
  | "fit"
  | "oneToOne"
  | "fullScreen"
  | "layout"
  | "slab"
  | "overlays"
  | "crosshair"
  | "smooth"
  | "convention"
  | "play"
  | "save"
  | "leave";

/**
 * The keys of each action, as KeyboardEvent.key names them; letters fit with and without capitals, and "Shift+" comes
 * before a key that needs it.
 */
export type KeyTable = Readonly<Record<KeyAction, readonly string[]>>;

/** The keys as they are before a reader changes them. */
export const USUAL_KEYS: KeyTable = {
  next: ["ArrowDown", "ArrowRight"],
  previous: ["ArrowUp", "ArrowLeft"],
  nextTen: ["PageDown"],
  previousTen: ["PageUp"],
  first: ["Home"],
  last: ["End"],
  crosshairLeft: ["Shift+ArrowLeft"],
  crosshairRight: ["Shift+ArrowRight"],
  crosshairUp: ["Shift+ArrowUp"],
  crosshairDown: ["Shift+ArrowDown"],
  preset1: ["1"],
  preset2: ["2"],
  preset3: ["3"],
  preset4: ["4"],
  preset5: ["5"],
  preset6: ["6"],
  autoWindow: ["u"],
  resetWindow: ["r"],
  windowTool: ["w"],
  crosshairTool: ["c"],
  zoomTool: ["z"],
  distanceTool: ["d"],
  angleTool: ["a"],
  ellipseTool: ["e"],
  zoomIn: ["+", "="],
  zoomOut: ["-"],
  fit: ["0"],
  oneToOne: ["n"],
  fullScreen: ["f"],
  layout: ["l"],
  slab: ["b"],
  overlays: ["o"],
  crosshair: ["h"],
  smooth: ["i"],
  convention: ["v"],
  play: ["p", " "],
  save: ["s"],
  leave: ["Escape"],
};

/** What of a key press matters here. */
type PressedKey = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/** What a key does; null for a key that does nothing here. Keys with Ctrl, Cmd or Alt are the notebook's. */
export function findAction(press: PressedKey, keys: KeyTable): KeyAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const name = foldKey(press.key);
  // A sign such as + needs Shift on some keyboards: the sign alone says what was meant.
  const names = press.shiftKey && name.length > 1 ? [`Shift+${name}`] : [name];
  for (const [action, of] of Object.entries(keys)) {
    if (of.some((key) => names.includes(foldKey(key)))) return action as KeyAction; // a key of the table
  }
  return null;
}

/** A key as a reader calls it: "Page Down", "Shift+→", "W". */
export function nameKey(key: string): string {
  const named = key
    .replace(
      /Arrow(Left|Right|Up|Down)/,
      (_, way: string) => ({ Left: "←", Right: "→", Up: "↑", Down: "↓" })[way] ?? way,
    )
    .replace(/^(Page)(Up|Down)$/, "$1 $2");
  if (named === " ") return "Space";
  return named.length === 1 ? named.toUpperCase() : named;
}

/** A key as it is compared: letters fit with and without capitals. */
export function foldKey(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}
