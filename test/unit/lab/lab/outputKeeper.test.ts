import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { VIEWER_MIME } from "tslab-dicom/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { KeptView } from "../../../../lab-extension/src/dom/keptView";
import { OutputKeeper } from "../../../../lab-extension/src/lab/outputKeeper";
import { distanceMark as mark, slicesPayload } from "../payloads";

const other = { ...mark, id: "b" };
const results = [{ kind: "distance", length: 2 } as const];
const measure = () => results;
const view: KeptView = {
  changes: { slice: 1, state: { smooth: false, marks: [mark] } },
  picture: null,
  width: 1,
  height: 1,
  alt: "",
};

/** An output of a document, and how often it was written. */
function createModel(changes: Parameters<typeof slicesPayload>[0] = {}) {
  const model = {
    trusted: true,
    metadata: {},
    data: { [VIEWER_MIME]: slicesPayload(changes) } as Record<string, unknown>,
    writes: 0,
    setData: ({ data }: { readonly data?: object }) => {
      model.writes++;
      model.data = JSON.parse(JSON.stringify(data));
    },
  };
  return model as typeof model & IRenderMime.IMimeModel;
}

const payloadOf = ({ data }: { readonly data: object }) =>
  (data as Record<string, ReturnType<typeof slicesPayload>>)[VIEWER_MIME];

function open(model = createModel()) {
  const keeper = new OutputKeeper();
  keeper.meet(model);
  return { keeper, model };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("marks are written once, when they rest, with what they come to", () => {
  const { keeper, model } = open();
  keeper.setMarks([other], measure);
  keeper.setMarks([mark], measure);
  expect(model.writes).toBe(0);
  vi.runAllTimers();
  expect(model.writes).toBe(1);
  expect(payloadOf(model)).toMatchObject({ state: { marks: [mark] }, results });
});

test("marks that the output has already are not written: the document is as it was", () => {
  const { keeper, model } = open(createModel({ state: { marks: [mark] }, results }));
  keeper.setMarks([{ ...mark }], () => [null]);
  vi.runAllTimers();
  expect(model.writes).toBe(0);
});

test("marks that wait are written at the end of a drag and of the output", () => {
  const { keeper, model } = open();
  keeper.setMarks([mark], measure);
  keeper.flush();
  keeper.flush();
  expect(model.writes).toBe(1);
  keeper.setMarks([other], measure);
  keeper.dispose();
  expect(payloadOf(model)).toMatchObject({ state: { marks: [other] } });
});

test("what is written comes back as no other output", async () => {
  const { keeper, model } = open();
  await keeper.keep(Promise.resolve(view));
  expect(payloadOf(model)).toMatchObject({ slice: 1, state: { smooth: false } });
  expect(keeper.meet(model)).toBe(false);
  expect(keeper.meet(createModel({ title: "Another" }))).toBe(true);
});

test("a view of an output that has been replaced meanwhile is not written over the new one", async () => {
  const { keeper } = open();
  let give: (view: KeptView) => void = () => undefined;
  const done = keeper.keep(new Promise((resolve) => (give = resolve)));
  const newer = createModel({ title: "Newer" });
  keeper.meet(newer);
  give(view);
  await done;
  expect(newer.writes).toBe(0);
});

test("marks that come while a view is drawn are not lost with it", async () => {
  const { keeper, model } = open();
  let give: (view: KeptView) => void = () => undefined;
  const done = keeper.keep(new Promise((resolve) => (give = resolve)));
  keeper.setMarks([other], measure);
  vi.runAllTimers();
  give(view);
  await done;
  expect(payloadOf(model)).toMatchObject({ slice: 1, state: { smooth: false, marks: [other] } });
});

test("a view that cannot be drawn is an error of whoever asked for it", async () => {
  const { keeper, model } = open();
  await expect(keeper.keep(Promise.reject(new Error("no memory")))).rejects.toThrow("no memory");
  expect(model.writes).toBe(0);
});
