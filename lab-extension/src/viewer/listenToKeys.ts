import { findAction, type KeyAction, type KeyTable } from "./state/keyTable";

const ARROWS = /^(Arrow|Page|Home|End)/;

/** Call back with what each key that is pressed inside a viewer does there; a control keeps the keys that it uses itself. */
export function listenToKeys(
  root: HTMLElement,
  keys: KeyTable,
  onAction: (action: KeyAction) => void,
  signal: AbortSignal,
): void {
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented) return;
      const action = findAction(event, keys);
      if (action === null || (action !== "leave" && usesKey(event.target, event.key))) return;
      event.preventDefault();
      onAction(action);
    },
    { signal },
  );
}

function usesKey(target: EventTarget | null, key: string): boolean {
  if (target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) {
    if (target.type === "range") return !target.classList.contains("tsd-slider") && ARROWS.test(key);
    return target.type !== "checkbox" || key === " ";
  }
  // A mark is a button too, of SVG.
  return key === " " && target instanceof Element && target.matches("button, summary, [role=button]");
}
