/** Move the focus from inside an output back to its notebook, where the keys are the notebook's again. */
export function leaveOutput(node: HTMLElement): void {
  const home = node.closest<HTMLElement>(".jp-Cell[tabindex], .jp-Notebook[tabindex]");
  if (home) home.focus({ preventScroll: true });
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
