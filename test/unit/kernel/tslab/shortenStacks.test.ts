import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { shortenStacks } from "../../../../kernel-lib/src/kernel/tslab/shortenStacks";

const { prepareStackTrace } = Error;
beforeEach(() => {
  Reflect.deleteProperty(Error, "prepareStackTrace");
  shortenStacks(join("/somewhere", "tslab", "dist", "jupyter.js"));
});
afterEach(() => {
  Error.prepareStackTrace = prepareStackTrace;
});

/** What a cell of this source throws, as the kernel runs it. */
const stackOf = (source: string): string => {
  try {
    runInThisContext(source, { displayErrors: false });
  } catch (error) {
    return String((error as Error).stack);
  }
  return "";
};

test("a stack ends where the cell does", () => {
  const stack = stackOf("const inner = () => { throw new TypeError('mine'); };\ninner();");
  expect(stack).toBe(
    "TypeError: mine\n    at inner (evalmachine.<anonymous>:1:29)\n    at evalmachine.<anonymous>:2:1",
  );
});

test("a shorthand that tslab does not resolve is explained", () => {
  expect(stackOf("const options = { slice };")).toBe(
    "ReferenceError: slice is not defined\n    at evalmachine.<anonymous>:1:19\ntslab does not resolve the shorthand { slice } of a variable of an earlier cell: write { slice: slice }",
  );
});

/** What a file of this source throws when it is run. */
const stackOfFile = (source: string, filename: string): string => {
  try {
    runInThisContext(source, { filename, displayErrors: false });
  } catch (error) {
    return String((error as Error).stack);
  }
  return "";
};

test("what a package misses is no shorthand", () => {
  const stack = stackOfFile("self.crypto", join("/somewhere", "node_modules", "for-browsers", "index.js"));
  expect(stack).toContain("ReferenceError: self is not defined");
  expect(stack).not.toContain("shorthand");
});

test("a fault of the kernel itself keeps its calls, an interrupt has none to show", () => {
  const executor = join("/somewhere", "tslab", "dist", "executor.js");
  expect(stackOfFile("throw new Error('broken')", executor)).toContain(`at ${executor}`);
  expect(stackOfFile("throw new Error('Interrupted asynchronously')", executor)).toBe(
    "Error: Interrupted asynchronously",
  );
});

test("errors of elsewhere keep their stacks, and it is done once", () => {
  const { prepareStackTrace: shortens } = Error;
  shortenStacks(join("/somewhere", "tslab", "dist", "jupyter.js"));
  expect(Error.prepareStackTrace).toBe(shortens);
  expect(String(new ReferenceError("x is not defined").stack).split("\n").length).toBeGreaterThan(3);
  expect(new ReferenceError("x is not defined").stack).not.toContain("shorthand");
});
