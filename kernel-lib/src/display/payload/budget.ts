import { InvalidArgumentError } from "../../errors";

/** Bytes that one output may take in the saved notebook. */
export const DEFAULT_BUDGET = 4_000_000;

/** Below this the picture beside the interactive form would leave nothing for it. */
const LEAST_BUDGET = 300_000;

/** Bytes of a base64 text for so many bytes. */
export function measureBase64(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

/** The array's bytes as base64, little endian as it lies in memory. */
export function toBase64(array: ArrayBufferView): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");
}

/** @throws InvalidArgumentError for a budget too small for one picture. */
export function requireBudget(bytes: number): number {
  if (!(bytes >= LEAST_BUDGET))
    throw new InvalidArgumentError("budget", `at least ${LEAST_BUDGET} bytes`, bytes);
  return bytes;
}

/** "4.0 MB". */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
