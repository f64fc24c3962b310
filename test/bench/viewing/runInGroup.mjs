import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "../../../notebooks/.setup/paths.mjs";

/** JupyterLab asks its kernels to end, and waits for those that are busy. */
const END_MS = 30_000;

/**
 * Runs a program in a group of processes of its own and ends the whole group with it: whatever it started is gone
 * when this is done, also after a failure or Ctrl-C, which reaches the group as SIGTERM. (JupyterLab answers SIGINT
 * with a question.) Not for Windows, which has no such groups.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export async function runInGroup(program, args, env) {
  const child = spawn(program, args, {
    cwd: ROOT,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  const { pid } = child;
  const stop = () => void signal(pid, "SIGTERM");
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const name of signals) process.on(name, stop);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 1));
    });
  } finally {
    await end(pid);
    for (const name of signals) process.off(name, stop);
  }
}

/** @param {number | undefined} group */
async function end(group) {
  const deadline = performance.now() + END_MS;
  signal(group, "SIGTERM");
  while (signal(group, 0) && performance.now() < deadline) await wait(50);
  signal(group, "SIGKILL");
}

/**
 * @param {number | undefined} group
 * @param {NodeJS.Signals | 0} name - 0 only asks
 * @returns {boolean} whether there is such a group
 */
function signal(group, name) {
  if (group === undefined) return false; // it never began
  try {
    return process.kill(-group, name);
  } catch {
    return false;
  }
}
