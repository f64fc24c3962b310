import { isRecord, VIEWER_MIME, type ViewerState } from "../contract";
import { describedAs, withHidden } from "../describe";
import { InvalidArgumentError } from "../errors";
import { printHandle, type ShownAgain } from "./show";
import type { SliceViewer, ViewerReport } from "./sliceViewerHandle";
import { measureInVolume } from "./viewer/measureMarks";
import { resolveChanges, type ViewerChanges } from "./viewer/resolveChanges";
import type { ViewerModel } from "./viewer/viewerModel";

/**
 * On a viewer's handle, whichever copy of this library made it: shows its output again with some fields of its state, for
 * who opens the saved notebook.
 */
export const KEEP_STATE: unique symbol = Symbol.for("tslab-dicom.keepState.v1");

/** A handle with what `linkViews` needs of it. The number in KEEP_STATE counts up when its shape changes. */
export interface KeepingViewer extends SliceViewer {
  readonly [KEEP_STATE]: (fields: Partial<ViewerState>) => void;
}

/** The handle of a viewer that was shown. As a cell's last expression it prints nothing. */
export function createSliceViewer(model: ViewerModel, output: ShownAgain): KeepingViewer {
  let { bundle } = output;
  const { displayId } = output;
  const set = (changes: ViewerChanges) => model.set(resolveChanges(model, changes));
  const report = () => createReport(model);
  /** One for all listeners of a change. */
  let heard: { readonly of: ViewerState; readonly report: ViewerReport } | null = null;
  const reportOnce = () => {
    const of = model.state();
    if (heard?.of !== of) heard = { of, report: report() };
    return heard.report;
  };
  const handle: KeepingViewer = {
    get bundle() {
      return bundle;
    },
    displayId,
    get slice() {
      return model.state().voxel[0];
    },
    set slice(slice) {
      set({ slice });
    },
    get voxel() {
      return model.state().voxel;
    },
    set voxel(voxel) {
      set({ voxel });
    },
    get plane() {
      return model.state().layout;
    },
    set plane(plane) {
      set({ plane });
    },
    get window() {
      return model.state().window;
    },
    set window(window) {
      set({ window });
    },
    get slab() {
      return model.state().slab;
    },
    set slab(slab) {
      set({ slab });
    },
    get marks() {
      return report().marks;
    },
    set marks(marks) {
      set({ marks });
    },
    get link() {
      return model.state().link;
    },
    set link(link) {
      set({ link });
    },
    set,
    state: async () => {
      await new Promise(setImmediate);
      return report();
    },
    onChange: (listener) => {
      if (typeof listener !== "function") throw new InvalidArgumentError("listener", "a function", listener);
      return model.onChange(() => listener(reportOnce()));
    },
    [KEEP_STATE]: (fields) => {
      const payload = bundle.data[VIEWER_MIME];
      if (!isRecord(payload)) return;
      const state = { ...(isRecord(payload.state) ? payload.state : {}), ...fields };
      bundle = { ...bundle, data: { ...bundle.data, [VIEWER_MIME]: { ...payload, state } } };
      output.showAgain(bundle);
    },
  };
  const alt = String(bundle.data["text/plain"]);
  return describedAs(
    withHidden(handle, KEEP_STATE),
    () => printHandle(displayId, alt),
    () => alt,
  );
}

function createReport({ state, shown }: ViewerModel): ViewerReport {
  const { layout, marks, ...rest } = state();
  return {
    plane: layout,
    slice: rest.voxel[0],
    ...rest,
    marks: marks.map((mark) => measureInVolume(shown.volume, mark)),
  };
}
