import { createHash } from "node:crypto";
import { createRequire } from "node:module";

/** Loads a folder with the built library; prints one line of JSON: loadOnce.mjs FOLDER. */

const { loadScan } = createRequire(import.meta.url)("../../kernel-lib/lib/index.js");
const started = performance.now();
const scan = await loadScan(process.argv[2]);
const seconds = (performance.now() - started) / 1000;
const peakMB = process.resourceUsage().maxRSS / 1024;
const sha256 = createHash("sha256").update(scan.values).digest("hex");
console.log(JSON.stringify({ seconds, peakMB, bytesRead: scan.report.bytesRead, sha256 }));
