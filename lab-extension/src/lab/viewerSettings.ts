import { type Convention, CT_WINDOWS, type CtWindowName, type ViewerPayload } from "tslab-dicom/contract";
import { type KeyTable, USUAL_KEYS } from "../viewer/state/keyTable";

/** What a reader sets once for all viewers; the fields of schema/plugin.json. */
export interface ViewerSettings {
  /** The window that viewers of CT begin with; "output": the one that the output says. */
  readonly window: "output" | CtWindowName;
  readonly convention: Convention;
  /** Whether the browser interpolates between pixels. */
  readonly smooth: boolean;
  /** Keys of actions; those that are not here keep their usual ones. */
  readonly keys: Partial<KeyTable>;
}

/** The settings that nobody changed. */
export const USUAL_SETTINGS: ViewerSettings = {
  window: "output",
  convention: "radiological",
  smooth: true,
  keys: {},
};

/** Settings as JupyterLab keeps them; each that is not as expected counts as the usual one. */
export function readViewerSettings(value: Readonly<Record<string, unknown>>): ViewerSettings {
  const { window, convention, smooth, keys } = value;
  return {
    window: isWindow(window) ? window : USUAL_SETTINGS.window,
    convention:
      convention === "radiological" || convention === "neurological" ? convention : USUAL_SETTINGS.convention,
    smooth: typeof smooth === "boolean" ? smooth : USUAL_SETTINGS.smooth,
    keys: readKeys(keys),
  };
}

/** A payload whose viewer begins as the settings say, where its own state says nothing else. */
export function applySettings(payload: ViewerPayload, settings: ViewerSettings): ViewerPayload {
  if (payload.kind !== "slices") return payload;
  const { window, convention, smooth } = settings;
  const preset = window === "output" || payload.units !== "HU" ? {} : { window: CT_WINDOWS[window] };
  const own = typeof payload.state === "object" ? payload.state : {};
  return { ...payload, state: { convention, smooth, ...preset, ...own } };
}

function isWindow(value: unknown): value is ViewerSettings["window"] {
  return value === "output" || (typeof value === "string" && Object.hasOwn(CT_WINDOWS, value));
}

function readKeys(value: unknown): Partial<KeyTable> {
  if (typeof value !== "object" || value === null) return {};
  const isKeys = (keys: unknown): keys is readonly string[] =>
    Array.isArray(keys) && keys.every((key) => typeof key === "string" && key !== "");
  const known = Object.entries(value).filter(
    ([action, keys]) => Object.hasOwn(USUAL_KEYS, action) && isKeys(keys),
  );
  return Object.fromEntries(known);
}
