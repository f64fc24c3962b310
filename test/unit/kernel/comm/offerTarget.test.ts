import { expect, test } from "vitest";
import type { CommTarget } from "../../../../kernel-lib/src/kernel/comm/comm";
import { offerTarget } from "../../../../kernel-lib/src/kernel/comm/offerTarget";
import { startFakeKernel } from "../../../drivers/fakeKernel";
import { createFakeServer } from "../../../drivers/fakeServer";

const target: CommTarget = { name: "views", open: () => () => {}, offered: () => ["view 1"] };

test("outside a kernel one line says so", () => {
  expect(offerTarget(target)).toEqual({
    problem: "No tslab kernel runs here: outputs are shown without a live kernel.",
  });
});

test("in a kernel without what comms need one line says so", () => {
  const kernel = startFakeKernel();
  try {
    expect(offerTarget(target)).toEqual({
      problem: "This tslab has no server: outputs are shown without a live kernel.",
    });
  } finally {
    kernel.stop();
  }
});

test("in a kernel the target can be opened, however often it is offered", async () => {
  const { module, receive, replied } = createFakeServer();
  const kernel = startFakeKernel(module);
  try {
    for (let i = 0; i < 2; i++) expect(offerTarget(target)).toEqual({ problem: "" });
    await receive({ type: "comm_info_request" });
    expect(replied[0].content).toEqual({ status: "ok", comms: { "view 1": { target_name: "views" } } });
  } finally {
    kernel.stop();
  }
});
