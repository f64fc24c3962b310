/** Steps that follow one another as closely, in milliseconds, are one movement: a held key, a wheel, a drag. */
const TOGETHER = 60;
/** It is over when none has come for so many times as long as between the last ones, and for so long at least. */
const PATIENCE = 1.2;
const LEAST = 25;

/** Tells steps that come alone from those of a movement, and when that is over. */
export class Pace {
  private last = Number.NEGATIVE_INFINITY;
  private between = Number.POSITIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onArrive - a movement is over.
   * @param signal - ends all waiting.
   */
  constructor(
    private readonly onArrive: () => void,
    signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => clearTimeout(this.timer), { once: true });
  }

  get isMoving(): boolean {
    return this.timer !== undefined;
  }

  step(): void {
    const now = performance.now();
    const [since, before] = [now - this.last, this.between];
    this.last = now;
    this.between = since;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (since > TOGETHER) return;
    const usual = before > TOGETHER ? since : Math.max(since, before);
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.onArrive();
      },
      Math.max(PATIENCE * usual, LEAST),
    );
  }
}
