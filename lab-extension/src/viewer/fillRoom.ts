import { createElement } from "../dom/createElement";

export interface RoomOptions {
  readonly root: HTMLElement;
  /** What scrolls the viewer; null for the window. */
  readonly scroller: () => Element | null;
  /** The picture that takes the room, and the last of what is to be seen below it. */
  readonly findParts: () => { readonly picture: Element; readonly last: Element };
  readonly signal: AbortSignal;
}

/** A picture is no lower than this, however little room there is, CSS pixels. */
const LOWEST = 160;
/** Below it three planes are beside each other: one over the other two of them would be slivers. */
const LOW = 320;
/** What is left free above and below the viewer. */
const MARGIN = 8;

/**
 * Keeps `--tsd-height` of a viewer at the height, in CSS pixels, that its picture may have for it, what is above it and its
 * slider to be seen at once, on a page, in a split notebook, in a view of its own and in full screen; `data-low` says that it
 * is little.
 */
export function fillRoom({ root, scroller, findParts, signal }: RoomOptions): void {
  // Its width is the viewer's, and its height does not follow what is set here.
  const ruler = createElement("div", "tsd-ruler");
  root.prepend(ruler);
  let around: Element | null = null;
  const measure = () => {
    const { picture, last } = findParts();
    const box = picture.getBoundingClientRect();
    if (box.width === 0) return; // not on the page
    const isFull = document.fullscreenElement === root;
    const found = isFull ? null : scroller();
    if (found !== around) {
      if (around) sizes.unobserve(around);
      if (found) sizes.observe(found);
      around = found;
    }
    const above = box.top - ruler.getBoundingClientRect().top;
    const below = last.getBoundingClientRect().bottom - box.bottom;
    const room = found?.clientHeight ?? window.innerHeight;
    const height = Math.max(Math.floor(room - above - below - 2 * MARGIN), LOWEST);
    root.style.setProperty("--tsd-height", `${height}px`);
    root.toggleAttribute("data-low", height < LOW);
  };
  const sizes = new ResizeObserver(measure);
  sizes.observe(ruler);
  window.addEventListener("resize", measure, { signal });
  root.addEventListener("fullscreenchange", measure, { signal });
  signal.addEventListener("abort", () => sizes.disconnect(), { once: true });
}
