import { type Affine, type Layout, namePlanes } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import type { Translate } from "../../dom/translate";
import { type KeyAction, type KeyTable, nameKey } from "../state/keyTable";
import type { SeenState, SeenStore, Tool } from "../state/seenState";
import { createIcon } from "./icons";

export interface ToolbarOptions {
  readonly store: SeenStore;
  readonly place: Affine | null;
  readonly keys: KeyTable;
  readonly translate: Translate;
  readonly onAction: (action: KeyAction) => void;
  readonly signal: AbortSignal;
}

export interface Toolbar {
  readonly root: HTMLElement;
  show(state: SeenState): void;
}

const TOOLS: readonly { readonly tool: Tool; readonly action: KeyAction; readonly label: string }[] = [
  { tool: "window", action: "windowTool", label: "Window" },
  { tool: "crosshair", action: "crosshairTool", label: "Crosshair" },
  { tool: "zoom", action: "zoomTool", label: "Zoom and move" },
  { tool: "distance", action: "distanceTool", label: "Distance" },
  { tool: "angle", action: "angleTool", label: "Angle" },
  { tool: "ellipse", action: "ellipseTool", label: "Ellipse" },
];
const PACES = [5, 10, 15, 25] as const;

/** The tools of a drag, the layout, and buttons for what has no other place. */
export function createToolbar(options: ToolbarOptions): Toolbar {
  const { store, place, keys, translate, onAction, signal } = options;
  const titled = (label: string, action: KeyAction) =>
    `${translate(label)} (${keys[action].map(nameKey).slice(0, 1).join()})`;
  const button = (icon: Node | string, label: string, action: KeyAction, attributes = {}) => {
    const node = createElement("button", "tsd-button", {
      type: "button",
      title: titled(label, action),
      "aria-label": translate(label),
      ...attributes,
    });
    node.append(icon);
    return node;
  };
  const press = (node: HTMLButtonElement, action: KeyAction) => {
    node.addEventListener("click", () => onAction(action), { signal });
    return node;
  };
  const tools = TOOLS.map(({ tool, action, label }) =>
    press(button(createIcon(tool), label, action, { role: "radio", "data-tool": tool }), action),
  );
  const group = createElement("div", "tsd-tools", { role: "radiogroup", "aria-label": translate("Tool") });
  group.append(...tools);
  group.addEventListener("keydown", (event) => followArrows(event, tools), { signal });

  const layout = createElement("select", "tsd-layout", {
    title: titled("Planes", "layout"),
    "aria-label": translate("Planes"),
  });
  const layouts: readonly Layout[] = [...namePlanes(place), "three"];
  for (const name of layouts) {
    const label = name === "three" ? translate("Three planes") : translate(capitalize(name));
    layout.append(createElement("option", "", { value: name }, label));
  }
  layout.addEventListener(
    "change",
    () => store.change({ layout: layout.value as Layout }, "reader"), // an option made above
    { signal },
  );

  const fit = press(button(createIcon("fit"), "Whole picture", "fit"), "fit");
  const oneToOne = press(button("1:1", "One to one", "oneToOne"), "oneToOne");
  oneToOne.classList.add("tsd-letters");
  const crosshair = press(button(createIcon("hide"), "Show the crosshair", "crosshair"), "crosshair");
  const convention = press(button("R|L", "Neurological: left on the left", "convention"), "convention");
  convention.classList.add("tsd-letters");
  const play = press(button(createIcon("play"), "Play", "play"), "play");
  const pace = createElement("select", "tsd-pace", { "aria-label": translate("Pictures a second") });
  for (const each of PACES) {
    pace.append(createElement("option", "", { value: String(each) }, translate("%1 / s", String(each))));
  }
  pace.addEventListener("change", () => store.change({ pace: Number(pace.value) }, "reader"), { signal });
  const save = press(button(createIcon("save"), "Save as PNG", "save"), "save");
  const fullScreen = press(button(createIcon("fullScreen"), "Full screen", "fullScreen"), "fullScreen");
  const showScreen = () => {
    const isFull = document.fullscreenElement?.contains(root) ?? false;
    fullScreen.setAttribute("aria-pressed", String(isFull));
  };

  const root = createElement("div", "tsd-toolbar", { role: "toolbar", "aria-label": translate("View") });
  root.append(group, layout, fit, oneToOne, crosshair, ...(place ? [convention] : []), play, pace, save);
  if (document.fullscreenEnabled) root.append(fullScreen);
  showScreen();
  document.addEventListener("fullscreenchange", showScreen, { signal });
  return {
    root,
    show: (state) => {
      for (const [i, { tool }] of TOOLS.entries()) {
        tools[i].setAttribute("aria-checked", String(tool === state.tool));
        tools[i].tabIndex = tool === state.tool ? 0 : -1;
      }
      layout.value = state.layout;
      crosshair.setAttribute("aria-pressed", String(state.crosshair));
      convention.setAttribute("aria-pressed", String(state.convention === "neurological"));
      convention.textContent = state.convention === "neurological" ? "L|R" : "R|L";
      // Not `disabled`, which would take the focus away from who has just pressed it.
      fit.setAttribute("aria-disabled", String(state.sight.zoom === 1));
      play.setAttribute("aria-pressed", String(state.playing));
      const shown = state.playing ? "pause" : "play";
      if (play.dataset.icon !== shown) {
        play.dataset.icon = shown;
        play.replaceChildren(createIcon(shown));
      }
      pace.value = String(state.pace);
    },
  };
}

/** In a group of radio buttons the arrows go to the next and choose it. */
function followArrows(event: KeyboardEvent, tools: readonly HTMLButtonElement[]): void {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const at = tools.findIndex(({ dataset }) => dataset.tool === targetTool(event));
  if (by === undefined || at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  const next = tools[(at + by + tools.length) % tools.length];
  next.click();
  next.focus();
}

function targetTool({ target }: Event): string {
  return target instanceof HTMLElement ? (target.dataset.tool ?? "") : "";
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
