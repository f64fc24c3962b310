/** Index, among `cells`, of the cell that holds the centre of step `index` among `steps` over the same length. */
export function findCell(index: number, steps: number, cells: number): number {
  return Math.floor(((index + 0.5) * cells) / steps);
}
