import { findInitialState, readViewerPayload, type SlicesPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { expect, test } from "vitest";
import { keepMarks, keepView } from "../../../../lab-extension/src/lab/keepView";
import { distanceMark as mark, slicesPayload } from "../payloads";

const state = { convention: "neurological", marks: [] } as const;
const output = {
  data: {
    [VIEWER_MIME]: slicesPayload({ state, results: [{ id: "old" }] as never }),
    "image/png": "old",
    "text/plain": "words",
  },
  metadata: { "image/png": { alt: "old", width: 1, height: 2 }, other: 7 },
};
/** The payload of an output after its journey through a saved notebook. */
function reopened({ data }: { readonly data: Readonly<Record<string, unknown>> }): SlicesPayload {
  const reading = readViewerPayload(JSON.parse(JSON.stringify(data[VIEWER_MIME])));
  if (!("payload" in reading) || reading.payload.kind !== "slices") throw new Error("no payload of slices");
  return reading.payload;
}

test("a kept view is what a viewer begins with, and what is seen without one", async () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
  const kept = await keepView(output, {
    changes: { slice: 1, state: { voxel: [1, 1, 2], window: { centre: 0, width: 10 } } },
    picture: new Blob([bytes]),
    width: 511.6,
    height: 300,
    alt: "Slice 2 of 2",
  });
  expect(findInitialState(reopened(kept))).toMatchObject({
    voxel: [1, 1, 2],
    window: { centre: 0, width: 10 },
    convention: "radiological",
  });
  expect(Buffer.from(String(kept.data["image/png"]), "base64")).toEqual(Buffer.from(bytes));
  expect(kept.data["text/plain"]).toBe("words");
  expect(kept.metadata).toEqual({ "image/png": { alt: "Slice 2 of 2", width: 512, height: 300 }, other: 7 });
  expect(output.data["image/png"]).toBe("old");
});

test("marks are kept beside the rest of the state, with what they come to instead of the results before", () => {
  const results = [{ kind: "distance", length: 2.25 } as const];
  const kept = keepMarks(output, [mark], results);
  const payload = reopened(kept);
  expect(findInitialState(payload)).toMatchObject({ convention: "neurological", marks: [mark] });
  expect(payload.results).toEqual(results);
  expect(reopened(keepMarks(kept, [], [])).results).toBeUndefined();
  expect(kept.data["image/png"]).toBe("old");
  expect(kept.metadata).toBe(output.metadata);
});
