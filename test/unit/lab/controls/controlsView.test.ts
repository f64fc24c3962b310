import type { ControlsPayload } from "tslab-dicom/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ControlsView } from "../../../../lab-extension/src/controls/controlsView";
import { renderStill } from "../../../../lab-extension/src/controls/renderOutput";
import { inEnglish } from "../../../../lab-extension/src/dom/translate";
import { FakeLink } from "../../../drivers/fakeLink";
import { type FakeElement, openFakePage } from "../../../drivers/fakePage";

const PAYLOAD: ControlsPayload = {
  kind: "controls",
  title: "",
  alt: "x = 3, on = yes",
  controls: [
    { kind: "slider", name: "x", min: 0, max: 10, step: 1, value: 3 },
    { kind: "toggle", name: "on", value: true },
  ],
  manual: true,
  live: { id: "ours" },
  outputs: [],
  text: "",
  error: "",
};

beforeEach(openFakePage);
afterEach(() => void vi.unstubAllGlobals());

async function open(link: FakeLink | null) {
  const view = new ControlsView(PAYLOAD, {
    link,
    beside: { data: {}, metadata: {} },
    render: renderStill,
    translate: inEnglish,
    previous: null,
    onLeave: () => undefined,
  });
  await view.ready;
  const root = view.root as unknown as FakeElement;
  const [slider, toggle, run, line] = ["tsd-slider", "tsd-toggle", "tsd-run", "tsd-link-line"].map((name) =>
    root.find(name),
  );
  return {
    view,
    root,
    slider,
    line,
    run: (value: number) => {
      slider.value = String(value);
      slider.dispatchEvent(new Event("input"));
      run.dispatchEvent(new Event("click"));
    },
    isDisabled: () => [slider, toggle, run].map(({ disabled }) => disabled),
  };
}

const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

test("controls are named for what they are, which stays true when they move", async () => {
  const { root, run } = await open(new FakeLink());
  const name = root.getAttribute("aria-label");
  expect(name).toBe("Controls: x, on");
  run(7);
  await settle();
  expect(root.getAttribute("aria-label")).toBe(name);
});

describe("controls whose kernel is gone", () => {
  test("do not move, say why, and stand where the picture is of", async () => {
    const link = new FakeLink();
    const { view, root, slider, line, run, isDisabled } = await open(link);
    expect([isDisabled(), line.hidden]).toEqual([[false, false, false], true]);
    run(7);
    link.give({ kind: "values", request: 1, outputs: [], text: "7", error: "" });
    await settle();
    run(9);
    link.setStatus("gone");
    await settle();
    expect(isDisabled()).toEqual([true, true, true]);
    expect(line.hidden).toBe(false);
    expect(line.textContent).toContain("Run the notebook again");
    expect([slider.value, root.find("tsd-printed").textContent]).toEqual(["7", "7"]);
    expect(view.state.values).toEqual({ x: 7, on: true });
    expect(root.dataset).toMatchObject({ link: "gone", ready: "true" });
    expect(root.find("tsd-error").hidden).toBe(true);
  });

  test("stay where they are whatever a cell sets, and move again with the next kernel", async () => {
    const link = new FakeLink();
    const { slider, line, isDisabled } = await open(link);
    link.setStatus("gone");
    link.set({ x: 5, on: false });
    expect([slider.value, link.requests]).toEqual(["3", []]);
    link.setStatus("live");
    link.set({ x: 5, on: false });
    expect([isDisabled(), line.hidden, slider.value]).toEqual([[false, false, false], true, "5"]);
    expect(link.requests).toEqual([{ kind: "values", values: { x: 5, on: false } }]);
  });

  test("say of a page without a kernel that there is none", async () => {
    const { line, isDisabled } = await open(null);
    expect(isDisabled()).toEqual([true, true, true]);
    expect(line.textContent).toContain("no kernel");
  });
});
