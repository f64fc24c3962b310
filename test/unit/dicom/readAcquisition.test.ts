import { applyMask, createMask, cropImage, sliceOf, withVoxels } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { getPixelsHu } from "../../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { patientAxes } from "../../../kernel-lib/src/volume/patientAxes";
import { seriesFolder } from "../../makers/ctSeries";
import type { Elements } from "../../makers/dicomFile";

const volumeWith = async (elements: Elements) =>
  getPixelsHu(await loadScan(seriesFolder([0, 1, 2].map(() => ({ elements })))));

const TAGS: Elements = {
  "00180010": ["LO", "Iopamidol of Doe^Jane"],
  "00180050": ["DS", "2.5"],
  "00180060": ["DS", "120"],
  "00181210": ["SH", "B70f\\3"],
};

describe("how a scan was made", () => {
  test("comes with its volume, in names and numbers and no other text", async () => {
    const volume = await volumeWith(TAGS);
    expect(volume.acquisition).toEqual({ kernel: "B70f 3", kVp: 120, sliceThickness: 2.5, contrast: true });
    expect(JSON.stringify(volume.acquisition)).not.toContain("Doe");
  });

  test("goes along with all that is made of the volume", async () => {
    const volume = await volumeWith(TAGS);
    const others = [
      sliceOf(volume, 1),
      cropImage(volume, [2, 2], { radius: 1 }),
      applyMask(volume, createMask(volume.geometry)),
      withVoxels(volume, volume.voxels),
      patientAxes(volume).volume,
    ];
    for (const { acquisition } of others) expect(acquisition).toBe(volume.acquisition);
  });

  test.each(["", "NONE", "no", "N/A"])("has no contrast agent where the tag says %j", async (agent) => {
    const { acquisition } = await volumeWith({ ...TAGS, "00180010": ["LO", agent] });
    expect(acquisition?.contrast).toBe(false);
  });

  test("is unknown where there are no tags, or what is no kernel and no voltage", async () => {
    expect((await volumeWith({})).acquisition).toEqual({
      kernel: null,
      kVp: null,
      sliceThickness: null,
      contrast: false,
    });
    const odd = await volumeWith({ "00180060": ["DS", "0"], "00181210": ["SH", "Doe^Jane"] });
    expect(odd.acquisition).toMatchObject({ kernel: "other", kVp: null });
  });
});
