/** Set an attribute where it is another: the same value again would lay the page out anew. */
export function updateAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
