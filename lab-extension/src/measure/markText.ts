import type { EllipseResult, MarkKind } from "tslab-dicom/contract";
import type { Translate } from "../dom/translate";
import type { LengthUnit } from "../slice/position";
import type { MarkReading } from "./markResults";

/** How a result is written. */
export interface TextOptions {
  /** What values are in. */
  readonly units: string;
  readonly translate: Translate;
}

/** What each kind of mark is called. */
export function nameKind(kind: MarkKind, translate: Translate): string {
  if (kind === "distance") return translate("Distance");
  return kind === "angle" ? translate("Angle") : translate("Ellipse");
}

/** A result in short lines, as they stand beside the mark. */
export function writeReading(reading: MarkReading | null, options: TextOptions): readonly string[] {
  const { translate } = options;
  if (!reading) return [translate("values not here yet")];
  const { result, lengthUnit, about } = reading;
  if (result.kind === "distance") return [writeLength(result.length, lengthUnit, translate)];
  if (result.kind === "angle") return [`${result.degrees.toFixed(1)}\u00b0`];
  const area = translate("area %1", writeArea(result.area, lengthUnit, translate));
  const lines = [...writeValues(result, options), area];
  return about ? [translate("about (preview)"), ...lines] : lines;
}

/** The name of a mark for who does not see it: "Distance 12.3 mm". */
export function nameMark(kind: MarkKind, reading: MarkReading | null, options: TextOptions): string {
  return `${nameKind(kind, options.translate)} ${writeReading(reading, options).join(", ")}`;
}

function writeValues(
  { mean, sd, min, max, pixels }: EllipseResult,
  { units, translate }: TextOptions,
): readonly string[] {
  if (mean === null || sd === null || min === null || max === null) return [translate("no pixel inside")];
  const value = (number: number) => `${writeNumber(number)} ${units}`.trim();
  return [
    translate("mean %1", value(mean)),
    // Divided by the number of pixels; the help says so.
    translate("SD %1", value(sd)),
    translate("min %1, max %2", writeNumber(min), writeNumber(max)),
    translate("%1 pixels", String(pixels)),
  ];
}

function writeLength(length: number, unit: LengthUnit, translate: Translate): string {
  return unit === "mm" ? `${length.toFixed(1)} mm` : translate("%1 voxels", length.toFixed(1));
}

function writeArea(area: number, unit: LengthUnit, translate: Translate): string {
  const number = area >= 100 ? area.toFixed(0) : area.toFixed(1);
  return unit === "mm" ? `${number} mm\u00b2` : translate("%1 voxels\u00b2", number);
}

/** A value with a tenth, as HU are read; a small one with three digits, since its tenths say nothing. */
export function writeNumber(value: number): string {
  if (Number.isInteger(value)) return String(value + 0);
  return Math.abs(value) >= 10 ? String(Number(value.toFixed(1))) : String(Number(value.toPrecision(3)));
}
