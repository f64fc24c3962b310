import type { SlicesPayload } from "../../contract";
import { formatMegabytes } from "./budget";

/** What was reduced to fit the output's budget, one sentence; "" when nothing was. */
export function describeReduction(payload: Omit<SlicesPayload, "note">, outputBudget: number): string {
  const [, rows, columns] = payload.shape;
  const { preview, exact, overlays, labelMaps = [], second, padding, units } = payload;
  const coarse = [...overlays, ...labelMaps].find((overlay) => overlay.rows < rows);
  const parts: string[] = [];
  if (preview) {
    const [low, high] = [preview.low, preview.high].map((value) => Number(value.toPrecision(6)));
    parts.push(
      `${nameExact(exact.map(({ slice }) => slice))} 8-bit previews of ${preview.rows} x ${preview.columns} over ${`${low} to ${high} ${units}`.trimEnd()}`,
    );
  }
  if (second?.preview) {
    parts.push(
      `the second volume is shown as 8-bit previews of ${second.preview.rows} x ${second.preview.columns}`,
    );
  }
  if (coarse) parts.push(`overlays are shown at ${coarse.rows} x ${coarse.columns}`);
  if (padding && padding.rows < rows) {
    parts.push(`what lies outside the scan is marked at ${padding.rows} x ${padding.columns}`);
  }
  if (second?.padding && second.padding.rows < rows) {
    const { padding: outside } = second;
    parts.push(`what lies outside the second volume is marked at ${outside.rows} x ${outside.columns}`);
  }
  if (parts.length === 0) return "";
  const sentence = parts.join("; ");
  return `${sentence[0].toUpperCase()}${sentence.slice(1)}, to keep this output of ${rows} x ${columns} slices under ${formatMegabytes(outputBudget)}.`;
}

/** Of neighbouring slices in ascending order. */
function nameExact(slices: readonly number[]): string {
  if (slices.length === 0) return "all slices are";
  const [first, last] = [slices[0] + 1, slices[slices.length - 1] + 1];
  return first === last
    ? `slice ${first} is exact; the others are`
    : `slices ${first} to ${last} are exact; the others are`;
}
