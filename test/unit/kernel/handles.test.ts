import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import ndarray from "ndarray";
import { createVolume, sliceViewer } from "tslab-dicom";
import { expect, test } from "vitest";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

test("handles of viewers that are kept do not keep the pixels of their pictures", async () => {
  const volume = createVolume(
    ndarray(
      Int16Array.from({ length: 4096 }, (_, i) => i % 700),
      [4, 32, 32],
    ),
  );
  const measure = async () => {
    // Memory of arrays is given back in a turn of its own.
    for (let i = 0; i < 3; i++) {
      collectGarbage();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return process.memoryUsage().arrayBuffers;
  };
  const handles = [sliceViewer(volume)];
  const before = await measure();
  for (let i = 0; i < 15; i++) handles.push(sliceViewer(volume));
  // A picture has some two million bytes.
  expect((await measure()) - before).toBeLessThan(4e6);
  expect(handles).toHaveLength(16);
});
