import { COLOR_MAP_TABLES, type ColorMapName } from "./colorMapTables";

export type { ColorMapName };

/** The colour maps there are. */
export const COLOR_MAP_NAMES: readonly ColorMapName[] = Object.keys(COLOR_MAP_TABLES) as ColorMapName[];

/** 256 colours x 3 channels, each as floor(510 v) of a share v of the brightest: half levels, 0 to 510. */
export function readColorMap(name: ColorMapName): Uint16Array {
  const digits = COLOR_MAP_TABLES[name].join("");
  return Uint16Array.from({ length: 768 }, (_, i) => Number.parseInt(digits.slice(i * 3, i * 3 + 3), 16));
}
