import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlotlyBuild } from "tslab-dicom/contract";
import { ExportError } from "./exportError";

/** What a page carries to come alive: made by the build of this package. */
export interface PageParts {
  readonly style: string;
  /** The viewer. */
  readonly script: string;
  /** Of the distribution, which a page without figures does without. */
  readonly plotly: Readonly<Record<PlotlyBuild, string>>;
}

/** The parts in a folder. @throws ExportError when the package was not built. */
export function readPageParts(folder: string): PageParts {
  const read = (name: string) => {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch (cause) {
      const remedy = "Install the package again, or in a working copy run `npm run build` first.";
      throw new ExportError("package", `${name} in this package`, "no such file", remedy, { cause });
    }
  };
  const plotly = { gl3d: read("plotly.js"), whole: read("wholePlotly.js") };
  return { style: read("viewer.css"), script: read("viewer.js"), plotly };
}
