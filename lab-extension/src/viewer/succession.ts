import { isSameValue } from "./state/isSameValue";
import type { View, ViewState } from "./view";

/** Who plays or drags on does not keep the next view away for ever. */
const MOST_HAND_OVERS = 3;

/**
 * The view on the page and the one that will take its place. Until the next one has its picture the first is used, by
 * the reader and by the kernel: what changes there meanwhile goes over to the next before it is put in its place.
 */
export class Succession {
  private shown: View | null = null;
  /** The newest view: the one that is shown, or the one that is made ready. */
  private next: View | null = null;
  /** The state of the view that is shown, as far as the next one has taken it over. */
  private known: ViewState | null = null;

  /** @param place - puts a view on the page, in the place of the one before it. */
  constructor(private readonly place: (view: View, before: View | null) => void) {}

  /** The view on the page. */
  get current(): View | null {
    return this.shown;
  }

  /**
   * Make a view that goes on with a state, and place it: the first one at once, others when their pictures are of the
   * state of the one before. Resolves then, or when the view is gone.
   */
  async follow(create: (previous: ViewState | null) => View): Promise<void> {
    this.tellNext(); // one that was made ready has to know what this one is told
    const view = create(this.next?.state ?? null);
    if (this.next !== this.shown) this.next?.dispose();
    this.next = view;
    this.known = this.shown?.state ?? null;
    if (!this.shown) {
      this.shown = view;
      this.place(view, null);
    }
    await view.ready;
    for (let i = 0; i < MOST_HAND_OVERS && this.isAwaited(view) && this.hasNews(); i++) await this.handOver();
    if (!this.isAwaited(view)) return; // disposed, replaced by a newer one, or in place
    this.tellNext();
    const before = this.shown;
    this.place(view, before);
    before?.dispose();
    this.shown = view;
  }

  dispose(): void {
    this.next?.dispose();
    this.shown?.dispose();
    this.next = null;
    this.shown = null;
  }

  private hasNews(): boolean {
    return !isSameValue(this.known, this.shown?.state);
  }

  private isAwaited(view: View): boolean {
    return this.next === view && this.shown !== view;
  }

  /** The state goes over at once; its picture comes when it comes, and the view says itself when it does not. */
  private tellNext(): void {
    this.handOver().catch(() => undefined);
  }

  private async handOver(): Promise<void> {
    const { shown, next, known } = this;
    if (!shown || !next || !known || next === shown) return;
    const now = shown.state;
    this.known = now;
    await next.takeOver(known, now);
  }
}
