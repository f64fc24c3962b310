/**
 * What an element is scrolled in: the nearest around it that scrolls down and is no higher than the window, which is how one
 * looks that is as high as what is in it; null for the window itself.
 */
export function findScroller(node: Element): Element | null {
  for (let around = node.parentElement; around; around = around.parentElement) {
    if (around === document.body) return null;
    if (!/auto|scroll/.test(getComputedStyle(around).overflowY)) continue;
    if (around.clientHeight <= window.innerHeight) return around;
  }
  return null;
}
