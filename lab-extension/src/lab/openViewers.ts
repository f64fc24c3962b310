import type { ViewHandle } from "../viewer/viewHandle";

/** A viewer on the page as commands see it. */
export interface OpenViewer {
  /** The element that it is in. */
  readonly node: HTMLElement;
  /** null while there is nothing to act on. */
  readonly handle: ViewHandle | null;
  /** Write what is seen into the document. */
  keep(): Promise<void>;
}

/** The viewers on the page, and which of them the reader used last. */
export class OpenViewers {
  private readonly viewers = new Map<Element, OpenViewer>();
  private last: OpenViewer | null = null;

  /** @param onChange - another viewer is the last, or none. */
  constructor(private readonly onChange: () => void = () => undefined) {}

  /** Knows a viewer until the signal ends. */
  add(viewer: OpenViewer, signal: AbortSignal): void {
    const { node } = viewer;
    this.viewers.set(node, viewer);
    node.addEventListener("focusin", () => this.setLast(viewer), { signal });
    signal.addEventListener(
      "abort",
      () => {
        this.viewers.delete(node);
        if (this.last === viewer) this.setLast(null);
      },
      { once: true },
    );
  }

  /** The viewer around an element; null where there is none. */
  findAround(element: Element): OpenViewer | null {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const viewer = this.viewers.get(at);
      if (viewer) return viewer;
    }
    return null;
  }

  /** The viewer that had the focus last, if it is still to be seen: the palette takes the focus to itself. */
  findLast(): OpenViewer | null {
    return this.last && this.last.node.getClientRects().length > 0 ? this.last : null;
  }

  private setLast(viewer: OpenViewer | null): void {
    if (viewer === this.last) return;
    this.last = viewer;
    this.onChange();
  }
}
