/** Something that holds a WebGL context and can give it back. */
export interface ContextHolder {
  /** Give the context back; `leave` has been called already. */
  retire(): void;
}

/**
 * Counts the live WebGL contexts of a page. Browsers allow 8 to 16 and then silently take the oldest away, so
 * here the oldest gives its own back in time and can say so.
 */
export class LiveContexts {
  private readonly holders = new Set<ContextHolder>();

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.holders.size;
  }

  /** Count a holder as the newest, retiring the oldest ones beyond the limit. */
  enter(holder: ContextHolder): void {
    this.holders.delete(holder);
    this.holders.add(holder);
    for (const oldest of this.holders) {
      if (this.holders.size <= this.limit) break;
      this.holders.delete(oldest);
      oldest.retire();
    }
  }

  leave(holder: ContextHolder): void {
    this.holders.delete(holder);
  }
}
