import { createElement } from "../../dom/createElement";
import type { Translate } from "../../dom/translate";
import { MEASURE_KEYS } from "../../measure/measureKeys";
import { findKeyClashes } from "../state/findKeyClashes";
import { type KeyAction, type KeyTable, nameKey } from "../state/keyTable";
import { ACTION_NAMES } from "./actionNames";

/** What keys do, several that go together in one row. */
const KEY_ROWS: readonly (readonly [actions: readonly KeyAction[], what: string])[] = [
  [["previous", "next"], "one plane back, on"],
  [["previousTen", "nextTen"], "ten planes back, on"],
  [["first", "last"], "first, last plane"],
  [
    ["crosshairLeft", "crosshairRight", "crosshairUp", "crosshairDown"],
    "crosshair by a voxel, and its value",
  ],
  [["preset1", "preset6"], "first to sixth window of the list"],
  [["autoWindow", "resetWindow"], "window of this picture, first window"],
  [["windowTool", "crosshairTool", "zoomTool"], "tools: window, crosshair, zoom and move"],
  [["distanceTool", "angleTool", "ellipseTool"], "tools: distance, angle, ellipse"],
  [["zoomIn", "zoomOut", "fit"], "nearer, farther, whole picture"],
  [["oneToOne", "fullScreen"], "a voxel a pixel of the screen, full screen"],
  [["layout"], "next plane, or three planes"],
  [["slab"], "MIP, MinIP, mean, single plane"],
  [["overlays", "crosshair"], "overlays, crosshair on or off"],
  [["smooth", "convention"], "squares or smooth, left and right"],
  [["play"], "play or stop"],
  [["save"], "save as PNG"],
  [["leave"], "back to the notebook cell"],
];

const POINTER_ROWS = [
  ["Wheel", "one plane; with the zoom tool nearer or farther"],
  ["Drag, Window", "right: wider window; down: darker"],
  ["Drag, Crosshair", "the other planes follow"],
  ["Drag, Zoom; middle button", "moves the picture"],
  ["Two fingers", "zoom and move, after a tap"],
  ["Double click", "back to the first window"],
] as const;

/** A closed list of what keys and mouse do. They act after a click into the viewer. */
export function createKeysHelp(keys: KeyTable, translate: Translate): HTMLElement {
  const rows = [
    ...KEY_ROWS.map(([actions, what]) => [
      actions.map((action) => keys[action].map(nameKey)[0]).join("  "),
      what,
    ]),
    ...[...POINTER_ROWS, ...MEASURE_KEYS].map(([how, what]) => [translate(how), what]),
  ].filter(([how]) => how !== "");
  const items = rows.map(([how, what]) =>
    createElement(
      "li",
      "",
      {},
      createElement("strong", "", {}, how),
      createElement("span", "", {}, translate(what)),
    ),
  );
  const summary = createElement("summary", "", {}, translate("Keys and mouse"));
  const clashes = findKeyClashes(keys).map(({ key, actions: [first, ...others] }) =>
    createElement(
      "p",
      "tsd-clash",
      {},
      translate(
        "In the settings the key %1 has two meanings, %2 and %3: it does the first.",
        nameKey(key),
        translate(ACTION_NAMES[first]),
        others.map((action) => translate(ACTION_NAMES[action])).join(", "),
      ),
    ),
  );
  const help = createElement("details", "tsd-help", {}, summary, ...clashes);
  help.open = clashes.length > 0;
  help.append(createElement("ul", "", {}, ...items));
  return help;
}
