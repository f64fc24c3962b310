/**
 * First of the ports of this process's kernels, below those that systems give to whoever asks for any. No other process
 * of this run of the tests has them, but another run on the same machine does.
 */
export function firstKernelPort(): number {
  const pool = process.env.VITEST_POOL_ID;
  if (pool === undefined)
    throw new Error("VITEST_POOL_ID must be set, as Vitest does: it chooses a kernel's ports");
  return 20_000 + 200 * Number(pool);
}
