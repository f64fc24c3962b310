import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

const kind = (name: string, options: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

/**
 * Unit tests that leave another process behind than they found: they put modules in the place of others, which may be
 * loaded by then, or count steps by way of built-in methods, which are slow for good after that.
 */
const alone = readdirSync(join(root, "test", "unit"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => `test/unit/${file.replaceAll("\\", "/")}`)
  .filter((file) =>
    /\bvi\.(mock|doMock|resetModules)\(|\/countSteps"/.test(readFileSync(join(root, file), "utf8")),
  );

const unit = { testTimeout: 120_000, hookTimeout: 120_000 };

/** Projects for each kind of test, whose names begin with the kind: `vitest --config test/vitest.config.mts --project "unit*"`. */
export default defineConfig({
  root,
  resolve: {
    // A name is also the beginning of its paths: the longer one first.
    alias: {
      "tslab-dicom/contract": fileURLToPath(new URL("../kernel-lib/src/contract/index.ts", import.meta.url)),
      "tslab-dicom": fileURLToPath(new URL("../kernel-lib/src/index.ts", import.meta.url)),
    },
  },
  test: {
    // By default one core stays idle, which of two is half of the machine.
    maxWorkers: availableParallelism(),
    // Files that share a process leave it as they found it.
    restoreMocks: true,
    unstubGlobals: true,
    // Timeouts end what hangs, on a busy machine too; none is near what a test takes.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      // A process for each file would load the library 170 times.
      kind("unit", { ...unit, isolate: false, exclude: alone }),
      { extends: true as const, test: { ...unit, name: "unit, alone", include: alone } },
      kind("golden", { testTimeout: 300_000, hookTimeout: 300_000, isolate: false }),
      kind("notebook", { testTimeout: 600_000, hookTimeout: 600_000 }),
      // Prints tables and runs as long as it is asked to; no part of `npm test`.
      {
        extends: true as const,
        test: { name: "bench", include: ["test/bench/**/*.bench.ts"], testTimeout: 3_600_000 },
      },
      // Fifty runs of a cell; no part of `npm test` either.
      kind("leaks", { testTimeout: 3_600_000, hookTimeout: 300_000 }),
      // A browser and its server wait for each other half of the time: two files go side by side.
      kind("ui", { testTimeout: 300_000, hookTimeout: 300_000, maxWorkers: 2 }),
    ],
  },
});
