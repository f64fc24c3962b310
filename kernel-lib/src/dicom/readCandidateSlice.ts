import { withHidden } from "../describe";
import type { Frame } from "./image/frame";
import { readSliceHeader, type SliceHeader } from "./image/readSliceHeader";
import type { Asker } from "./image/sliceNumbers";
import type { VolumeCandidate } from "./series/volumeCandidate";

/**
 * The slice of a candidate that a frame describes. Frames of reference that were joined are left out: none of them is
 * that of the volume.
 *
 * @param asker - what the slice is for.
 * @throws as `readSliceHeader` does.
 */
export function readCandidateSlice(
  { referenceJoined }: VolumeCandidate,
  frame: Frame,
  asker: Asker = "volume",
): SliceHeader {
  const header = readSliceHeader(frame, asker);
  if (!referenceJoined) return header;
  return withHidden({ ...header, frame, frameOfReference: null }, "frame", "frameOfReference");
}
