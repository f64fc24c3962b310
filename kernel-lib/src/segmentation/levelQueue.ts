/** Numbers that wait by level: the lowest level first, and within one what came first. */
export class LevelQueue {
  /** The number that came after each one at its level, -1 for none. */
  private readonly after: Int32Array;
  private readonly lists = new Map<number, { first: number; last: number }>();
  /** The levels that have a list, as a binary heap: none is below its parent, at half of its place. */
  private readonly heap: number[] = [];

  /** @param size - numbers are from 0 up to, without, this; each waits at most once. */
  constructor(size: number) {
    this.after = new Int32Array(size);
  }

  push(number: number, level: number): void {
    this.after[number] = -1;
    const list = this.lists.get(level);
    if (list) {
      this.after[list.last] = number;
      list.last = number;
      return;
    }
    this.lists.set(level, { first: number, last: number });
    this.raise(level);
  }

  /** The next number, which waits no longer; -1 where none waits. */
  pop(): number {
    if (this.heap.length === 0) return -1;
    const level = this.heap[0];
    const list = this.lists.get(level);
    if (list === undefined) throw new Error(`level ${level} must have a list`);
    const number = list.first;
    list.first = this.after[number];
    if (list.first < 0) {
      this.lists.delete(level);
      this.sink(this.heap.pop() ?? level);
    }
    return number;
  }

  /** Puts a level in its place from the bottom up. */
  private raise(level: number): void {
    const { heap } = this;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent] <= level) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = level;
  }

  /** Puts a level that was at the end in its place from the top down. */
  private sink(level: number): void {
    const { heap } = this;
    const { length } = heap;
    if (length === 0) return;
    let at = 0;
    for (let child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && heap[child + 1] < heap[child]) child++;
      if (heap[child] >= level) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = level;
  }
}
