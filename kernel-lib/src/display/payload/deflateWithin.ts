import { deflateSync } from "node:zlib";

/**
 * The bytes deflated; null when they take more than the budget as base64, which is known before all of them are done.
 */
export function deflateWithin(bytes: Uint8Array, budget: number): Uint8Array | null {
  const most = Math.floor(budget / 4) * 3;
  if (most < 1) return null;
  try {
    return deflateSync(bytes, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") return null;
    throw error;
  }
}
