/** Numbers that wait by level: the lowest level first, and within one what came first. */
export class LevelQueue {
  /** The number that came after each one at its level. */
  private readonly after: Int32Array;
  /** The first and the last number that waits at each level, -1 for none. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  /** No lower level has a number. */
  private lowest = 0;

  /**
   * @param size - numbers are from 0 up to, without, this; each waits at most once.
   * @param levels - whole numbers from 0 up to, without, this.
   */
  constructor(size: number, levels: number) {
    this.after = new Int32Array(size);
    this.first = new Int32Array(levels).fill(-1);
    this.last = new Int32Array(levels);
  }

  push(number: number, level: number): void {
    const { first, last, after } = this;
    after[number] = -1;
    if (first[level] < 0) first[level] = number;
    else after[last[level]] = number;
    last[level] = number;
    if (level < this.lowest) this.lowest = level;
  }

  /** The next number, which waits no longer; -1 where none waits. */
  pop(): number {
    const { first, after } = this;
    let level = this.lowest;
    while (level < first.length && first[level] < 0) level++;
    this.lowest = level;
    if (level === first.length) return -1;
    const number = first[level];
    first[level] = after[number];
    return number;
  }
}
