import { type Mark, type MarkResult, VIEWER_MIME } from "tslab-dicom/contract";
import type { KeptView } from "../dom/keptView";
import { isSameValue } from "../viewer/state/isSameValue";

const PNG_MIME = "image/png";

/** What of an output is written: the forms of what it shows, by MIME type. */
export interface OutputData {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** An output that shows, with or without this extension, what a reader sees of it now. */
export async function keepView({ data, metadata }: OutputData, view: KeptView): Promise<OutputData> {
  const { changes, picture, width, height, alt, text } = view;
  const { results: _ofMarksBefore, ...payload } = readRecord(data[VIEWER_MIME]);
  const { [PNG_MIME]: _picture, ...others } = data;
  const { [PNG_MIME]: ofPicture, ...ofOthers } = metadata;
  const size = { width: Math.round(width), height: Math.round(height) };
  return {
    data: {
      ...others,
      [VIEWER_MIME]: { ...payload, ...changes },
      ...(picture && { [PNG_MIME]: await toBase64(picture) }),
      ...(text !== undefined && { "text/plain": text }),
    },
    metadata: picture ? { ...ofOthers, [PNG_MIME]: { ...readRecord(ofPicture), ...size, alt } } : ofOthers,
  };
}

/**
 * An output whose viewer has other marks when it is opened again.
 *
 * @param results - what they come to exactly, in their order; null where that is not known.
 */
export function keepMarks(
  { data, metadata }: OutputData,
  marks: readonly Mark[],
  results: readonly (MarkResult | null)[],
): OutputData {
  const { results: _ofMarksBefore, ...payload } = readRecord(data[VIEWER_MIME]);
  const state = { ...readRecord(payload.state), marks };
  const measured = marks.length > 0 && { results };
  return { data: { ...data, [VIEWER_MIME]: { ...payload, state, ...measured } }, metadata };
}

/** Whether a viewer of the output begins with these marks. */
export function hasMarks({ data }: OutputData, marks: readonly Mark[]): boolean {
  const { state } = readRecord(data[VIEWER_MIME]);
  return isSameValue(readRecord(state).marks ?? [], marks);
}

function readRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
