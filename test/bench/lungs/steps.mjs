import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "../../../notebooks/.setup/paths.mjs";

/**
 * Prints time and memory of finding lungs in the series of a folder, by step: the functions that `segmentLungs` calls are
 * wrapped where they are exported, so that nothing of this is in the library. Memory is what the process held at most
 * beside what it held before, and is known on Linux alone.
 */
const require = createRequire(import.meta.url);
const lib = join(ROOT, "kernel-lib", "lib");
const { loadScan, getPixelsHu } = require(join(lib, "index.js"));

/** Runs in turn: the first as in a new notebook, the others when all is compiled. */
const RUNS = 5;
const LEAST_MS = 3;

/** @type {Map<string, number>} Milliseconds by step. */
let steps = new Map();
let depth = 0;

for (const room of ["lungs", "segmentation"]) {
  for (const file of readdirSync(join(lib, room)).filter((name) => name.endsWith(".js"))) {
    const module = require(join(lib, room, file));
    for (const [name, member] of Object.entries(module)) {
      if (typeof member === "function" && !String(member).startsWith("class"))
        module[name] = measured(name, member);
    }
  }
}

/**
 * @param {string} name
 * @param {(...args: unknown[]) => unknown} run
 */
function measured(name, run) {
  return (/** @type {unknown[]} */ ...args) => {
    // Steps of steps are part of them.
    if (depth > 1) return run(...args);
    depth++;
    const from = performance.now();
    try {
      return run(...args);
    } finally {
      depth--;
      if (depth > 0) steps.set(name, (steps.get(name) ?? 0) + performance.now() - from);
    }
  };
}

/** @param {string} field - of the kernel's status of this process */
function megabytes(field) {
  const found = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"));
  return found ? Number(found[1]) / 1024 : Number.NaN;
}

const volume = getPixelsHu(await loadScan(process.argv[2]));
const { segmentLungs } = require(join(lib, "lungs", "segmentLungs.js"));
const rows = [];
for (let run = 0; run < RUNS; run++) {
  globalThis.gc?.();
  const isLinux = process.platform === "linux";
  if (isLinux) writeFileSync("/proc/self/clear_refs", "5");
  const before = isLinux ? megabytes("VmRSS") : Number.NaN;
  steps = new Map();
  const cpu = process.cpuUsage();
  const from = performance.now();
  segmentLungs(volume);
  const milliseconds = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  const memory = isLinux ? megabytes("VmHWM") - before : Number.NaN;
  rows.push({ milliseconds, cpu: (user + system) / 1000, memory, steps });
}

console.log(
  `\n| run | ms | ms of CPU, compiling and collecting included | MB beside the volume |\n|---|---|---|---|`,
);
for (const [i, { milliseconds, cpu, memory }] of rows.entries()) {
  console.log(`| ${i + 1} | ${[milliseconds, cpu, memory].map((n) => n.toFixed(0)).join(" | ")} |`);
}
const last = [...rows].sort((a, b) => a.milliseconds - b.milliseconds)[0];
console.log(`\n| step | ms, first run | ms, quickest run |\n|---|---|---|`);
for (const [name, ms] of [...last.steps].sort(([, a], [, b]) => b - a)) {
  if (ms >= LEAST_MS)
    console.log(`| ${name} | ${(rows[0].steps.get(name) ?? 0).toFixed(0)} | ${ms.toFixed(0)} |`);
}
