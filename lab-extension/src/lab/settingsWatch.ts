import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import { Listeners } from "../live/listeners";

/** The settings of all viewers as JupyterLab keeps them now, to be read by `readViewerSettings`. */
export class SettingsWatch {
  private settings: Readonly<Record<string, unknown>> = {};
  private readonly listeners = new Listeners<[]>();

  /** @param registry - null where the application keeps no settings, which are then the usual ones. */
  constructor(registry: ISettingRegistry | null, plugin: string) {
    registry?.load(plugin).then(
      (loaded) => {
        const read = () => {
          this.settings = loaded.composite;
          this.listeners.tell();
        };
        read();
        loaded.changed.connect(read);
      },
      () => undefined, // no schema of ours on this server: the usual ones
    );
  }

  get current(): Readonly<Record<string, unknown>> {
    return this.settings;
  }

  onChange(listener: () => void, signal: AbortSignal): void {
    this.listeners.add(listener, signal);
  }
}
