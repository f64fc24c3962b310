import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const kind = (name: string, options: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

/** One project for each kind of test: `vitest --config test/vitest.config.mts --project unit`. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
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
    // Timeouts end what hangs, on a busy machine too; none is near what a test takes.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      kind("unit", { testTimeout: 120_000, hookTimeout: 120_000 }),
      kind("golden", { testTimeout: 300_000, hookTimeout: 300_000 }),
      // Each drives a kernel or a browser: one file at a time, or two cores are not enough.
      kind("notebook", { testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false }),
      // Prints tables and runs as long as it is asked to; no part of `npm test`.
      {
        extends: true as const,
        test: { name: "bench", include: ["test/bench/**/*.bench.ts"], testTimeout: 3_600_000 },
      },
      // Fifty runs of a cell; no part of `npm test` either.
      kind("leaks", { testTimeout: 3_600_000, hookTimeout: 300_000 }),
      // A browser and its server wait for each other half of the time: two files go side by side.
      kind("ui", { testTimeout: 300_000, hookTimeout: 300_000 }),
    ],
  },
});
