import type { Translate } from "../dom/translate";
import type { OpenViewers } from "./openViewers";
import type { SettingsWatch } from "./settingsWatch";

/** What of the application the viewers of all outputs share. */
export interface ViewerServices {
  readonly translate: Translate;
  readonly settings: SettingsWatch;
  readonly viewers: OpenViewers;
}
