import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadScan } from "../../kernel-lib/src/dicom/loadScan";
import { GeometryError } from "../../kernel-lib/src/errors";

const folder = fileURLToPath(new URL("../../../shared/data/dcm-qa-ct-ge", import.meta.url));

describe.skipIf(!existsSync(folder))(
  "a head CT with a tilted gantry and three distances between slices",
  () => {
    test("is one error with the angle and the gaps", async () => {
      const error = await loadScan(folder).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (!(error instanceof GeometryError)) throw error;
      expect(error.problems).toEqual([
        "uneven slice spacing: the gaps are 4.002 mm x 13, 1.081 mm x 1, 6.999 mm x 13",
        "a tilted stack: its axis is 18.5 degrees off the slices' normal (gantry tilt)",
      ]);
      expect(error.remedy).toContain('{ geometry: "repair" }');
    });
  },
);
