/** Edges by their cost, the cheapest first. */
export interface EdgeQueue {
  /** @param stamp - tells whether the edge is still what it was when it was put in. */
  push(cost: number, from: number, to: number, stamp: number): void;
  /** Takes a cheapest edge into the fields below; false where there is none. */
  pop(): boolean;
  readonly from: number;
  readonly to: number;
  readonly stamp: number;
  /** At most what the edge was put in with, and at least two thirds of it. */
  readonly cost: number;
}

/**
 * A single-precision number above zero is ordered as its bits are, of which the upper ones are its logarithm: a bucket
 * for each half of a power of two.
 */
const SHIFT = 22;
const BUCKETS = 2 ** (31 - SHIFT);

/**
 * A bucket queue, which takes and gives an edge in constant time. Costs of one bucket count as equal and come first in,
 * first out: edges that lie near each other in memory stay near.
 *
 * @param isCurrent - whether an edge is still worth its place, when places are short.
 */
export function createEdgeQueue(
  capacity: number,
  isCurrent: (from: number, to: number, stamp: number) => boolean,
): EdgeQueue {
  let froms = new Uint32Array(capacity);
  let tos = new Uint32Array(capacity);
  let stamps = new Uint32Array(capacity);
  let nexts = new Int32Array(capacity);
  const heads = new Int32Array(BUCKETS).fill(-1);
  const tails = new Int32Array(BUCKETS).fill(-1);
  const single = new Float32Array(1);
  const bits = new Uint32Array(single.buffer);
  let lowest = BUCKETS;
  let used = 0;
  let free = -1;

  /** Frees the places of edges that have changed, and returns how many. */
  function sweep(): number {
    let freed = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      let last = -1;
      for (let entry = heads[bucket]; entry >= 0; ) {
        const next = nexts[entry];
        if (isCurrent(froms[entry], tos[entry], stamps[entry])) {
          last = entry;
        } else {
          if (last < 0) heads[bucket] = next;
          else nexts[last] = next;
          nexts[entry] = free;
          free = entry;
          freed++;
        }
        entry = next;
      }
      tails[bucket] = last;
    }
    return freed;
  }

  function grow(): void {
    const places = Math.ceil(1.5 * froms.length) + 16;
    [froms, tos, stamps] = [froms, tos, stamps].map((old) => {
      const longer = new Uint32Array(places);
      longer.set(old);
      return longer;
    });
    const longer = new Int32Array(places);
    longer.set(nexts);
    nexts = longer;
  }

  const edge = { from: 0, to: 0, stamp: 0, cost: 0 };
  return Object.assign(edge, {
    push(cost: number, from: number, to: number, stamp: number): void {
      if (free < 0 && used === froms.length && 4 * sweep() < froms.length) grow();
      let entry = free;
      if (entry >= 0) free = nexts[entry];
      else entry = used++;
      froms[entry] = from;
      tos[entry] = to;
      stamps[entry] = stamp;
      nexts[entry] = -1;
      single[0] = cost;
      const bucket = bits[0] >>> SHIFT;
      if (heads[bucket] < 0) heads[bucket] = entry;
      else nexts[tails[bucket]] = entry;
      tails[bucket] = entry;
      if (bucket < lowest) lowest = bucket;
    },
    pop(): boolean {
      while (lowest < BUCKETS && heads[lowest] < 0) lowest++;
      if (lowest === BUCKETS) return false;
      const entry = heads[lowest];
      heads[lowest] = nexts[entry];
      nexts[entry] = free;
      free = entry;
      bits[0] = lowest << SHIFT;
      edge.from = froms[entry];
      edge.to = tos[entry];
      edge.stamp = stamps[entry];
      edge.cost = single[0];
      return true;
    },
  });
}
