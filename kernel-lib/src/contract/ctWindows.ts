import type { DisplayWindow } from "./displayWindow";

export type CtWindowName = "lung" | "mediastinum" | "bone" | "brain" | "abdomen";

/** Windows in HU that are usual in reading CT, in the order in which they are offered. */
export const CT_WINDOWS: Readonly<Record<CtWindowName, DisplayWindow>> = {
  lung: { centre: -600, width: 1500 },
  mediastinum: { centre: 40, width: 400 },
  bone: { centre: 400, width: 1800 },
  brain: { centre: 40, width: 80 },
  abdomen: { centre: 50, width: 400 },
};
