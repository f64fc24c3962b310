import type { OverlayPlane } from "./blendOverlay";

/**
 * For each wanted label on a plane the border of its pixels as an SVG path, in columns to the right and rows down as
 * they are stored: crisp at any zoom. Runs of a border are one line each.
 */
export function traceOutlines(
  { rows, columns, labels }: OverlayPlane,
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const paths = new Map<number, string[]>();
  const add = (label: number, line: string) => {
    const lines = paths.get(label);
    if (lines) lines.push(line);
    else paths.set(label, [line]);
  };
  const at = (row: number, column: number) =>
    row < 0 || column < 0 || row >= rows || column >= columns ? 0 : labels[row * columns + column];
  const trace = (lanes: number, length: number, read: (lane: number, i: number) => number, line: LineOf) => {
    for (let lane = 0; lane <= lanes; lane++) {
      for (const side of [-1, 0]) {
        // The border between the lanes before and after, as the edge of what lies on one side of it.
        const edge = (i: number) => {
          const [label, other] = [read(lane + side, i), read(lane - 1 - side, i)];
          return label !== other && wanted.has(label) ? label : 0;
        };
        let start = 0;
        let running = edge(0);
        for (let i = 1; i <= length; i++) {
          const next = i < length ? edge(i) : 0;
          if (next === running) continue;
          if (running !== 0) add(running, line(lane, start, i - start));
          [start, running] = [i, next];
        }
      }
    }
  };
  trace(rows, columns, at, (row, column, length) => `M${column} ${row}h${length}`);
  trace(
    columns,
    rows,
    (column, row) => at(row, column),
    (column, row, length) => `M${column} ${row}v${length}`,
  );
  return new Map([...paths].map(([label, lines]) => [label, lines.join("")]));
}

type LineOf = (lane: number, start: number, length: number) => string;
