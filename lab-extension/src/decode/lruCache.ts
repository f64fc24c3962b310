/** Keeps what was used last, up to a number of bytes. One entry is kept even if it is larger than that. */
export class LruCache<Key, Value> {
  private readonly entries = new Map<Key, Value>();
  private total = 0;

  /**
   * @param bytesOf - size of a value; must not change while the value is kept.
   * @param release - called with each value that is dropped.
   */
  constructor(
    private readonly limit: number,
    private readonly bytesOf: (value: Value) => number,
    private readonly release: (value: Value) => void = () => undefined,
  ) {}

  /** Bytes of all that is kept. */
  get bytes(): number {
    return this.total;
  }

  get(key: Key): Value | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key); // a Map keeps the order of insertion: the last is the newest
    this.entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.drop(key);
    this.entries.set(key, value);
    this.total += this.bytesOf(value);
    for (const oldest of this.entries.keys()) {
      if (this.total <= this.limit || this.entries.size === 1) break;
      this.drop(oldest);
    }
  }

  clear(): void {
    for (const key of [...this.entries.keys()]) this.drop(key);
  }

  private drop(key: Key): void {
    const value = this.entries.get(key);
    if (value === undefined) return;
    this.entries.delete(key);
    this.total -= this.bytesOf(value);
    this.release(value);
  }
}
