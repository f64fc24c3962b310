import { MESH_MIME, PLOTLY_MIME, VIEWER_MIME } from "tslab-dicom/contract";
import { expect, test } from "vitest";
import { OUTPUT_MIMES } from "../../../../lab-extension/src/lab/outputMimes";

test("the plugin's MIME names are those of the contract", () => {
  expect(OUTPUT_MIMES).toEqual({ viewer: VIEWER_MIME, mesh: MESH_MIME, plotly: PLOTLY_MIME });
});
