const MOVES: ReadonlyMap<string, (index: number, last: number) => number> = new Map([
  ["ArrowLeft", (index: number) => index - 1],
  ["ArrowDown", (index: number) => index - 1],
  ["ArrowRight", (index: number) => index + 1],
  ["ArrowUp", (index: number) => index + 1],
  ["PageDown", (index: number) => index - 10],
  ["PageUp", (index: number) => index + 10],
  ["Home", () => 0],
  ["End", (_: number, last: number) => last],
]);

/** The slice a key leads to from `index` among `count`, or null for a key that does not move. */
export function followKey(key: string, index: number, count: number): number | null {
  const move = MOVES.get(key);
  return move ? Math.min(Math.max(move(index, count - 1), 0), count - 1) : null;
}
