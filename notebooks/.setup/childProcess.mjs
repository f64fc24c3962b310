import { spawn } from "node:child_process";
import { ROOT } from "./paths.mjs";

/**
 * @typedef {object} Outcome
 * @property {number} code - exit code; 127 when the program is not there, 128 + n when signal n ended it
 * @property {string} output - what it printed, both streams as they came
 */

/**
 * Runs a program without a keyboard and gives back what it printed.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options] - `cwd` is the working copy's root by default
 * @returns {Promise<Outcome>}
 */
export function capture(program, args, { env = process.env, cwd = ROOT } = {}) {
  const child = spawn(program, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"], ...shellFor(program) });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code, signal) => resolve({ code: exitCode(code, signal), output }));
  });
}

/**
 * Runs a program in the foreground: it prints where we print, gets the signals we get, and its exit code is ours.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, input?: string, interrupt?: NodeJS.Signals }} [options] - `input` is
 *   written to its stdin; `interrupt` (SIGINT) is what it gets for a SIGINT that no terminal sends it
 * @returns {Promise<number>} its exit code
 */
export function foreground(
  program,
  args,
  { env = process.env, cwd = ROOT, input, interrupt = "SIGINT" } = {},
) {
  const stdin = input === undefined ? "inherit" : "pipe";
  const child = spawn(program, args, {
    env,
    cwd,
    stdio: [stdin, "inherit", "inherit"],
    ...shellFor(program),
  });
  child.stdin?.end(input);

  // A terminal sends Ctrl-C to the child itself; any other signal reaches it through us alone.
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    const sentByTerminal = signal === "SIGINT" && (process.stdin.isTTY || process.platform === "win32");
    if (!sentByTerminal) child.kill(signal === "SIGINT" ? interrupt : signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);

  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(exitCode(code, signal)));
  }).finally(() => {
    for (const signal of signals) process.off(signal, forward);
  });
}

/**
 * The last lines of an output, for a person to read below an error.
 *
 * @param {string} output
 * @param {number} [lines]
 * @returns {string}
 */
export function tail(output, lines = 20) {
  return output.trim().split(/\r?\n/).slice(-lines).join("\n");
}

const SIGNAL_NUMBERS = /** @type {const} */ ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 });

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number}
 */
function exitCode(code, signal) {
  if (code !== null) return code;
  return 128 + (SIGNAL_NUMBERS[/** @type {keyof typeof SIGNAL_NUMBERS} */ (signal)] ?? 0);
}

/**
 * Windows starts batch files (npm.cmd) only through its shell.
 *
 * @param {string} program
 * @returns {{ shell: boolean }}
 */
function shellFor(program) {
  return { shell: process.platform === "win32" && program.endsWith(".cmd") };
}
