import { isRecord } from "./fieldChecks";
import { type FramesPayload, readFramesPayload } from "./framesPayload";
import type { Reading } from "./reading";
import { readSlicesPayload, type SlicesPayload } from "./slicesPayload";

/** Payload of VIEWER_MIME. */
export type ViewerPayload = SlicesPayload | FramesPayload;

/** The viewer payload in a MIME bundle's value, checked field by field; or what is wrong with it. */
export function readViewerPayload(value: unknown): Reading<ViewerPayload> {
  if (!isRecord(value)) return { problem: `expected an object, found ${typeof value}` };
  if (value.kind === "slices") return readSlicesPayload(value);
  if (value.kind === "frames") return readFramesPayload(value);
  return { problem: `expected kind "slices" or "frames", found ${JSON.stringify(value.kind)}` };
}
