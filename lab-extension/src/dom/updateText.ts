/** Write an element's text where it is another: the same text again would lay the page out anew. */
export function updateText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
