import { beforeAll, describe, expect, test } from "vitest";
import { runKernel } from "./runKernel";

/** Runs before each check, so that all of them are of a kernel with comms. */
const FIRST = `require("tslab-dicom/lib/kernel/comm/offerTarget").offerTarget({
  name: "views",
  offered: () => ["view 1"],
  open: () => () => undefined,
});
null;`;

/** What tslab has not, with or without comms: these messages it never sends, or answers otherwise. */
const NOT_IN_TSLAB = {
  // Its reply has no status.
  test_kernel_info: "'status'",
  // A result is printed, and so is an error.
  test_execute_result: "No code execute result",
  test_error: "No code generate error",
  test_history: "No code execute result",
  test_pager: "No code page something",
  test_clear_output: "No code clear output",
};

describe("of Jupyter's own checks a kernel with comms", () => {
  let outcomes: Readonly<Record<string, string>>;
  beforeAll(() => {
    outcomes = runKernel("kernelChecks.py", { first: FIRST, target: "views" }) as Record<string, string>;
  });

  test.each([
    "test_comm_info",
    "test_execute_stdout",
    "test_execute_stderr",
    "test_display_data",
    "test_completion",
    "test_is_complete",
    "test_inspect",
  ])("passes %s", (name) => {
    expect(outcomes[name]).toBe("ok");
  });

  test("fails or leaves out what tslab does not have, and nothing more", () => {
    expect(Object.fromEntries(Object.entries(outcomes).filter(([, said]) => said !== "ok"))).toEqual(
      NOT_IN_TSLAB,
    );
  });
});
