import { isNotebookKey } from "./isNotebookKey";

const FOCUSABLE = "input, select, button, summary, [tabindex]";
const MARK = "data-lm-suppress-shortcuts";
/** Held, they come again and again, and do nothing yet. */
const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "Meta"]);

/**
 * Keep single keys that are pressed inside a root from the notebook, where X cuts the cell and D D deletes it, and let
 * it have those with Ctrl, Cmd or Alt and Shift+Enter. JupyterLab looks for the mark from the focused element upwards
 * and takes a shortcut that fits an element before the mark is met; its notebook shortcuts fit the focused element
 * itself, so each control is marked. The window sees a key before JupyterLab does, and decides for each anew.
 *
 * @param onNotebookKey - called before the notebook gets a key, pressed here or elsewhere. @default nobody is told
 */
export function keepKeys(
  root: HTMLElement,
  signal: AbortSignal,
  onNotebookKey: () => void = () => undefined,
): void {
  const mark = (kept: boolean) => {
    // Looked up anew: controls come and go.
    for (const control of [root, ...root.querySelectorAll(FOCUSABLE)]) {
      if (control.hasAttribute(MARK) === kept) continue;
      if (kept) control.setAttribute(MARK, "true");
      else control.removeAttribute(MARK);
    }
  };
  const decide = (event: KeyboardEvent) => {
    const { target } = event;
    const isForNotebook = isNotebookKey(event, isField(target));
    if (target instanceof Element && root.contains(target)) mark(!isForNotebook);
    if (isForNotebook && !MODIFIERS.has(event.key)) onNotebookKey();
  };
  mark(true);
  window.addEventListener("keydown", decide, { signal, capture: true });
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && (target.type === "number" || target.type === "text");
}
