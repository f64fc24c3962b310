import { describe, expect, test } from "vitest";
import { countTests, table, totalsLine } from "../../totals.mjs";

const report = (files: { status: string; tests: string[] }[]) => {
  const all = files.flatMap(({ tests }) => tests);
  const count = (status: string) => all.filter((each) => each === status).length;
  return {
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    numPendingTests: count("pending"),
    numTodoTests: count("todo"),
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((each) => ({ status: each })),
    })),
  };
};

describe("countTests", () => {
  test("counts tests that passed, failed, and were skipped or left to do", () => {
    const files = [
      { status: "passed", tests: ["passed", "passed", "pending"] },
      { status: "failed", tests: ["passed", "failed", "todo"] },
    ];
    expect(countTests(report(files), 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  test("counts a file that could not be read as one failure", () => {
    const files = [
      { status: "failed", tests: [] },
      { status: "passed", tests: ["passed"] },
    ];
    expect(countTests(report(files), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test("counts a file whose hook threw, though none of its tests failed, as one failure", () => {
    expect(countTests(report([{ status: "failed", tests: ["pending"] }]), 1)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 1,
    });
  });

  test("counts an error outside every test as one failure", () => {
    expect(countTests(report([{ status: "passed", tests: ["passed"] }]), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  test("never takes nothing for a success", () => {
    expect(countTests(report([]), 0).failed).toBe(1);
    expect(countTests(undefined, 0).failed).toBe(1);
  });

  test("takes a run of skipped tests alone for what it is", () => {
    expect(countTests(report([{ status: "passed", tests: ["pending"] }]), 0)).toEqual({
      passed: 0,
      failed: 0,
      skipped: 1,
    });
  });
});

describe("the printed result", () => {
  const results = [
    { kind: "types", passed: 0, failed: 1, skipped: 0, seconds: 9.04 },
    { kind: "unit", passed: 312, failed: 0, skipped: 1, seconds: 14.26 },
    { kind: "ui", passed: 12, failed: 2, skipped: 3, seconds: 100 },
  ];

  test("adds every kind up in one line", () => {
    expect(totalsLine(results)).toBe("324 passed, 3 failed, 4 skipped");
  });

  test("has one aligned line for each kind", () => {
    const [head, ...rows] = table(results).split("\n");
    expect(rows.map((row) => row.trim().split(/\s+/))).toEqual([
      ["types", "0", "1", "0", "9.0"],
      ["unit", "312", "0", "1", "14.3"],
      ["ui", "12", "2", "3", "100.0"],
    ]);
    expect(new Set([head, ...rows].map((row) => row.length)).size).toBe(1);
  });
});
