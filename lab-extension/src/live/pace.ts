/** Steps that follow one another as closely, in milliseconds, are one movement: a held key, a wheel, a drag. */
const TOGETHER = 36;
/** It is over when no step has come for so many times as long as between the last ones, and for so long at least. */
const PATIENCE = 1.2;
const LEAST = 25;
/** Who has arrived and does nothing for so long leaves time for the planes that may come next. */
const REST = 150;

/**
 * How a reader goes through planes. One step alone arrives at once; while steps follow one another nothing is worth a
 * kernel's answer, which would come for a plane that is passed by.
 */
export class Pace {
  private current: "moving" | "arrived" | "resting" = "arrived";
  private last = Number.NEGATIVE_INFINITY;
  private between = Number.POSITIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onChange - the reader has arrived, or rests.
   * @param signal - ends all waiting.
   */
  constructor(
    private readonly onChange: () => void,
    signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => clearTimeout(this.timer), { once: true });
  }

  get isMoving(): boolean {
    return this.current === "moving";
  }

  get isResting(): boolean {
    return this.current === "resting";
  }

  /** Something is shown: another plane than before, or the same in another way. */
  note(isStep: boolean): void {
    if (!isStep && this.isMoving) return;
    clearTimeout(this.timer);
    const wait = isStep ? this.step(performance.now()) : 0;
    if (wait === 0) this.arrive();
    else {
      this.current = "moving";
      this.timer = setTimeout(() => {
        this.arrive();
        this.onChange();
      }, wait);
    }
  }

  private arrive(): void {
    this.current = "arrived";
    this.timer = setTimeout(() => {
      this.current = "resting";
      this.onChange();
    }, REST);
  }

  /** How long to wait for the next step, milliseconds. */
  private step(now: number): number {
    const [since, before] = [now - this.last, this.between];
    this.last = now;
    this.between = since;
    if (since > TOGETHER) return 0;
    const usual = before > TOGETHER ? since : Math.max(since, before);
    return Math.max(PATIENCE * usual, LEAST);
  }
}
