import { type ControlsPayload, readControlsPayload } from "./controlsPayload";
import { isRecord } from "./fieldChecks";
import { type FramesPayload, readFramesPayload } from "./framesPayload";
import { nameValue } from "./nameValue";
import type { Reading } from "./reading";
import { readSlicesPayload, type SlicesPayload } from "./slicesPayload";

/** Version of what this library writes and this extension reads; an output without one is of the first. */
const PAYLOAD_VERSION = 1;

/** Payload of VIEWER_MIME. A payload that older guards would misread has a greater `version` field. */
export type ViewerPayload = SlicesPayload | FramesPayload | ControlsPayload;

/** The viewer payload in a MIME bundle's value, checked field by field; or what is wrong with it. */
export function readViewerPayload(value: unknown): Reading<ViewerPayload> {
  if (!isRecord(value)) return { problem: `expected an object, found ${typeof value}` };
  const { version = PAYLOAD_VERSION } = value;
  if (version !== PAYLOAD_VERSION) {
    return {
      problem: `it was made by another version of tslab-dicom (payload ${nameValue(version)}, and this extension reads ${PAYLOAD_VERSION}); update jupyterlab-tslab-dicom`,
    };
  }
  if (value.kind === "slices") return readSlicesPayload(value);
  if (value.kind === "frames") return readFramesPayload(value);
  if (value.kind === "controls") return readControlsPayload(value);
  return { problem: `expected kind "slices", "frames" or "controls", found ${nameValue(value.kind)}` };
}
