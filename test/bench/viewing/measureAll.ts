import { step } from "../../../notebooks/.setup/step.mjs";
import type { Lab } from "../../ui/lab";
import { compareWays } from "./compareWays";
import { instrumentPages, type OwnRequest, ownRequests } from "./instrumentPage";
import { measureSaved } from "./measureSaved";
import { MESH_CELL, measurePlotly, measureStart } from "./measureStart";
import { measureViewer } from "./measureViewer";
import { openNotebookOf } from "./openWays";
import { type Outcome, ratioRows } from "./report";
import type { Row } from "./row";
import { WAYS } from "./ways";

export interface MeasureOptions {
  /** Of the DICOM files of one series. */
  readonly folder: string;
  readonly slices: number;
  /** Single steps of each way in each direction. */
  readonly steps: number;
  /** The browser can draw a mesh. */
  readonly webgl: boolean;
}

/** Everything that is measured in one browser. */
export async function measureAll(
  lab: Lab,
  { folder, slices, steps, webgl }: MeasureOptions,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly rows: readonly Row[] }> {
  let requests: readonly OwnRequest[] = [];
  const typescript = await step("Loading the scan in TypeScript", () =>
    openNotebookOf(lab, "typescript", folder, {
      cells: [MESH_CELL],
      prepare: async (context) => {
        requests = ownRequests(context);
        await instrumentPages(context);
      },
    }),
  );
  const start = await measureStart(typescript, requests);
  const python = await step("Loading the scan in Python", () => openNotebookOf(lab, "python", folder));

  const outcomes = await compareWays({ python, typescript }, slices, steps);
  const viewer = await step("The slice viewer alone", () => measureViewer(typescript, slices));
  const rows = [...ratioRows(outcomes, slices), ...viewer, ...start];
  if (webgl) {
    const cell = 1 + WAYS.filter(({ language }) => language === "typescript").length;
    rows.push(await step("A mesh", () => measurePlotly(typescript, requests, cell)));
  }
  rows.push(...(await step("The saved tutorial", () => measureSaved(lab, typescript))));
  return { outcomes, rows };
}
