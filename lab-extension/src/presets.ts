import type { PayloadWindow, SlicesPayload } from "../../kernel-lib/src/display/contract";
import { windowOfRange } from "./window";

export type PresetName = "lung" | "mediastinum" | "bone" | "brain" | "abdomen" | "range" | "scan";

export interface WindowPreset {
  readonly name: PresetName;
  readonly label: string;
  readonly window: PayloadWindow;
}

/** Windows in HU, as they are usual in reading CT. */
const CT_PRESETS: readonly WindowPreset[] = [
  preset("lung", "Lung", -600, 1500),
  preset("mediastinum", "Mediastinum", 40, 400),
  preset("bone", "Bone", 400, 1800),
  preset("brain", "Brain", 40, 80),
  preset("abdomen", "Abdomen", 50, 400),
];

/** The windows offered for a volume: the CT ones only for values in HU; the whole range always. */
export function windowPresets({
  units,
  range,
  tagWindow,
}: Pick<SlicesPayload, "units" | "range" | "tagWindow">): readonly WindowPreset[] {
  const presets = units === "HU" ? [...CT_PRESETS] : [];
  presets.push({ name: "range", label: "Whole range", window: windowOfRange(range) });
  if (tagWindow) presets.push(preset("scan", "From the scan", tagWindow.centre, tagWindow.width));
  return presets;
}

/** The first preset that has exactly this window, or null. */
export function presetOf(window: PayloadWindow, presets: readonly WindowPreset[]): WindowPreset | null {
  return (
    presets.find((each) => each.window.centre === window.centre && each.window.width === window.width) ?? null
  );
}

function preset(name: PresetName, label: string, centre: number, width: number): WindowPreset {
  return { name, label, window: { centre, width } };
}
