import type { MarkKind } from "tslab-dicom/contract";
import type { PaneBox, PanePoint } from "./pane";

/** Radius of the arc of an angle, in CSS pixels. */
const ARC = 20;

/**
 * The lines of a mark as an SVG path; of one that is being drawn, as far as it has points.
 *
 * @param pixel - width of a CSS pixel in the pane's units.
 */
export function traceMark(kind: MarkKind, points: readonly PanePoint[], pixel: number): string {
  if (kind === "ellipse") return traceEllipse(points);
  const lines = points.map(({ across, down }, i) => `${i === 0 ? "M" : "L"}${across} ${down}`).join("");
  return kind === "angle" && points.length === 3 ? lines + traceArc(points, pixel) : lines;
}

/** The box around points. */
export function findBox(points: readonly PanePoint[]): PaneBox {
  const [across, down] = [points.map((point) => point.across), points.map((point) => point.down)];
  return {
    left: Math.min(...across),
    right: Math.max(...across),
    top: Math.min(...down),
    bottom: Math.max(...down),
  };
}

function traceEllipse(points: readonly PanePoint[]): string {
  const { left, right, top, bottom } = findBox(points);
  const [width, height] = [(right - left) / 2, (bottom - top) / 2];
  const half = `A${width} ${height} 0 1 0`;
  const middle = (top + bottom) / 2;
  return `M${left} ${middle}${half} ${right} ${middle}${half} ${left} ${middle}Z`;
}

/** From one leg to the other, the short way; on short legs smaller. */
function traceArc([one, corner, other]: readonly PanePoint[], pixel: number): string {
  const legs = [one, other].map((end) => ({
    across: end.across - corner.across,
    down: end.down - corner.down,
  }));
  const lengths = legs.map(({ across, down }) => Math.hypot(across, down));
  const radius = Math.min(ARC * pixel, ...lengths.map((length) => length / 2));
  if (radius === 0) return "";
  const [from, to] = legs.map(({ across, down }, i) => ({
    across: corner.across + (across / lengths[i]) * radius,
    down: corner.down + (down / lengths[i]) * radius,
  }));
  const turn = legs[0].across * legs[1].down - legs[0].down * legs[1].across > 0 ? 1 : 0;
  return `M${from.across} ${from.down}A${radius} ${radius} 0 0 ${turn} ${to.across} ${to.down}`;
}
