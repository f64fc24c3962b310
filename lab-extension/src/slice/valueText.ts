import type { SlicesPreview } from "tslab-dicom/contract";
import type { Translate } from "../dom/translate";

/** An exact value in words: "-853 HU". */
export function describeExact(value: number, units: string, translate: Translate): string {
  if (Number.isNaN(value)) return translate("no value");
  const number = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
  return `${number} ${units}`.trim();
}

/**
 * What an 8-bit preview tells of a value: "about -850 HU (preview)", rounded to what one grey level is worth,
 * and only a bound where the preview is saturated.
 */
export function describePreview(
  level: number,
  { low, high }: Pick<SlicesPreview, "low" | "high">,
  units: string,
  translate: Translate,
): string {
  const step = roundStep((high - low) / 255);
  const value = readPreviewLevel(level, { low, high });
  const number = String(Number((Math.round(value / step) * step).toPrecision(6)) + 0);
  const words = `${number} ${units}`.trim();
  if (level <= 0) return translate("about %1 or less (preview)", words);
  return level >= 255
    ? translate("about %1 or more (preview)", words)
    : translate("about %1 (preview)", words);
}

/** The value that a grey level, 0 to 255, of a preview stands for. */
export function readPreviewLevel(level: number, { low, high }: Pick<SlicesPreview, "low" | "high">): number {
  return low + (level / 255) * (high - low);
}

/** The smallest of 1, 2, 5, 10, 20, ... (and their tenths, hundredths) that is not below the given step. */
function roundStep(step: number): number {
  if (!(step > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5].find((factor) => factor * power >= step) ?? 10);
}
