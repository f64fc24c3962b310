/**
 * Who changed a state: the reader here, cine play, the kernel, another viewer of the page, or the view before this one,
 * which it goes on with.
 */
export type Changer = "reader" | "cine" | "kernel" | "linked" | "before";

export type StoreListener<State> = (state: State, before: State, by: Changer) => void;

/** One state that many look at: whoever changes it says so here, and all who listen hear of it in one way. */
export class Store<State extends object> {
  private readonly listeners = new Set<StoreListener<State>>();

  constructor(private current: State) {}

  get state(): State {
    return this.current;
  }

  /** Change some fields; nobody hears of fields that get the value they have. */
  change(changes: Partial<State>, by: Changer): void {
    const before = this.current;
    const differs = Object.entries(changes).some(([name, value]) => before[name as keyof State] !== value);
    if (!differs) return;
    this.current = { ...before, ...changes };
    // Each hears of the newest state, also where one before it changed it again.
    for (const listener of [...this.listeners]) listener(this.current, before, by);
  }

  subscribe(listener: StoreListener<State>, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.listeners.add(listener);
    signal.addEventListener("abort", () => this.listeners.delete(listener), { once: true });
  }
}
