import type * as DecoderPool from "../../kernel-lib/src/dicom/pixels/threads/decoderPool";

/**
 * The module with one pool for all loads, which nobody closes: to mock it with, where threads that start anew for
 * each of thousands of loads would take an hour. What one frame leaves behind in a thread meets the next one.
 */
export function sharedDecoderPool(module: typeof DecoderPool): typeof DecoderPool {
  let shared: DecoderPool.DecoderPool | undefined;
  return {
    ...module,
    createDecoderPool: (options) => {
      shared ??= module.createDecoderPool(options);
      return { decode: shared.decode, close: async () => {} };
    },
  };
}
