import {
  CT_WINDOWS,
  type CtWindowName,
  type DisplayWindow,
  fitWindow,
  type SlicesPayload,
} from "tslab-dicom/contract";

type PresetName = CtWindowName | "range" | "scan";

export interface WindowPreset {
  readonly name: PresetName;
  readonly label: string;
  readonly window: DisplayWindow;
}

const LABELS: Readonly<Record<CtWindowName, string>> = {
  lung: "Lung",
  mediastinum: "Mediastinum",
  bone: "Bone",
  brain: "Brain",
  abdomen: "Abdomen",
};

const CT_PRESETS: readonly WindowPreset[] = Object.entries(LABELS).map(([name, label]) => ({
  name: name as CtWindowName, // a key of LABELS
  label,
  window: CT_WINDOWS[name as CtWindowName],
}));

/** The windows offered for a volume: the CT ones only for values in HU; the whole range always. */
export function listPresets({
  units,
  range,
  tagWindow,
  ownShape,
}: Pick<SlicesPayload, "units" | "range" | "tagWindow" | "ownShape">): readonly WindowPreset[] {
  const presets = units === "HU" ? [...CT_PRESETS] : [];
  presets.push({ name: "range", label: "Whole range", window: fitWindow(range, ownShape) });
  if (tagWindow) presets.push({ name: "scan", label: "From the scan", window: tagWindow });
  return presets;
}

/** The first preset that has exactly this window, or null. */
export function findPreset(window: DisplayWindow, presets: readonly WindowPreset[]): WindowPreset | null {
  return (
    presets.find(
      (each) =>
        each.window.centre === window.centre &&
        each.window.width === window.width &&
        (each.window.shape ?? "linear") === (window.shape ?? "linear"),
    ) ?? null
  );
}
