import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { KERNEL } from "../../notebooks/.setup/jupyterFiles.mjs";
import { NOTEBOOKS, VENV_PYTHON } from "../../notebooks/.setup/paths.mjs";
import { firstKernelPort } from "../drivers/firstKernelPort";
import { root } from "./executedNotebook";

/** What one of this folder's Python scripts prints that drives the tslab kernel, given this task. */
export function runKernel(script: string, task: Readonly<Record<string, unknown>>): unknown {
  const { stdout, stderr } = spawnSync(VENV_PYTHON, [join(root, "test/notebook", script)], {
    input: JSON.stringify({ folder: NOTEBOOKS, kernel: KERNEL, ports: firstKernelPort(), ...task }),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}
