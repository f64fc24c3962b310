import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { transferSyntaxName } from "../../kernel-lib/src/dicom/elements/transferSyntaxes";
import { loadScan } from "../../kernel-lib/src/dicom/loadScan";
import { storedPixels } from "../../kernel-lib/src/dicom/storedPixels";
import { isTslabDicomError } from "../../kernel-lib/src/errors";

const folder = fileURLToPath(new URL("../../../shared/data/ct-transfer-syntaxes/", import.meta.url));

interface Expected {
  readonly ts: string;
  readonly bits: readonly [allocated: number, stored: number, representation: number];
  readonly sha256: string;
}

/** The stored values of a file as the references count them: frames in their order, in the file's own width. */
async function digest(path: string, bitsAllocated: number): Promise<string> {
  const scan = await loadScan(path);
  const hash = createHash("sha256");
  const frame = (slice: number) => scan.slices[slice]?.frame.index ?? 0;
  for (const slice of [...scan.slices.keys()].sort((a, b) => frame(a) - frame(b))) {
    const stored = storedPixels(scan, slice);
    hash.update(bitsAllocated === 8 ? Uint8Array.from(stored) : stored);
  }
  return hash.digest("hex");
}

test.skipIf(!existsSync(folder))("transfer syntaxes: exact or refused", { timeout: 120_000 }, async () => {
  const references: Readonly<Record<string, Expected>> = JSON.parse(
    readFileSync(join(folder, "expected-stored-values.json"), "utf8"),
  );
  const rows: string[] = [];
  for (const [name, { ts, bits, sha256 }] of Object.entries(references)) {
    const found = await digest(join(folder, name), bits[0]).catch((error: unknown) => {
      if (!isTslabDicomError(error)) throw error;
      return `refused: ${error.message.slice(0, 90)}`;
    });
    const outcome = found === sha256 ? "exact" : found.startsWith("refused") ? found : "DIFFERS";
    rows.push(`| ${ts} | ${transferSyntaxName(ts)} | ${outcome} |`);
  }
  console.log(["| UID | transfer syntax | values |", "|---|---|---|", ...rows.sort()].join("\n"));
  expect(rows.filter((row) => row.includes("DIFFERS"))).toEqual([]);
});
