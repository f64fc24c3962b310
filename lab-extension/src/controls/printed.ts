import { createElement } from "../dom/createElement";

/** The place of what a function prints, hidden while that is nothing. */
export function createPrinted(): HTMLElement {
  return createElement("pre", "tsd-printed", { hidden: "" });
}

/** Shows printed text; a long one is scrolled, by keys too. */
export function showPrinted(printed: HTMLElement, text: string): void {
  printed.textContent = text;
  printed.hidden = text === "";
  if (printed.scrollHeight > printed.clientHeight) printed.tabIndex = 0;
  else printed.removeAttribute("tabindex");
}
