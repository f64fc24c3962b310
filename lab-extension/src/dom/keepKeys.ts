const FOCUSABLE = "input, select, button, summary, [tabindex]";

/**
 * Keep the keys typed into the controls inside a root from the notebook, where X cuts the cell and D D deletes
 * it. JupyterLab looks for the mark from the focused element upwards and takes a shortcut that fits an element
 * before the mark is met; its notebook shortcuts fit the focused element itself, so each control is marked.
 */
export function keepKeys(root: HTMLElement): void {
  for (const control of [root, ...root.querySelectorAll(FOCUSABLE)]) {
    control.setAttribute("data-lm-suppress-shortcuts", "true");
  }
}
