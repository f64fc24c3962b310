/** Who wants to hear of something, each for as long as its signal lives. */
export class Listeners<Arguments extends readonly unknown[]> {
  private readonly all = new Set<{ readonly call: (...told: Arguments) => void }>();

  add(call: (...told: Arguments) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    const entry = { call };
    this.all.add(entry);
    signal.addEventListener("abort", () => this.all.delete(entry), { once: true });
  }

  tell(...told: Arguments): void {
    for (const { call } of [...this.all]) call(...told);
  }
}
