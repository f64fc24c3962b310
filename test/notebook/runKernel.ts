import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { KERNEL } from "../../notebooks/.setup/jupyterFiles.mjs";
import { NOTEBOOKS, VENV_PYTHON } from "../../notebooks/.setup/paths.mjs";
import { root } from "./executedNotebook";

/** What one of this folder's Python scripts prints that drives the tslab kernel, given this task. */
export function runKernel(script: string, task: Readonly<Record<string, unknown>>): unknown {
  const { stdout, stderr } = spawnSync(VENV_PYTHON, [join(root, "test/notebook", script)], {
    input: JSON.stringify({ folder: NOTEBOOKS, kernel: KERNEL, ports: firstPort(), ...task }),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

/**
 * First of the ports of this process's kernels; below those that systems give to whoever asks for any. No other process
 * of this run of the tests has them, but another run on the same machine does.
 */
function firstPort(): number {
  const pool = process.env.VITEST_POOL_ID;
  if (pool === undefined)
    throw new Error("VITEST_POOL_ID must be set, as Vitest does: it chooses a kernel's ports");
  return 20_000 + 200 * Number(pool);
}
