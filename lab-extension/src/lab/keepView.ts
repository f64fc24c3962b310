import { type Mark, VIEWER_MIME } from "tslab-dicom/contract";
import type { KeptView } from "../dom/keptView";

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

/** An output whose viewer has other marks when it is opened again. The kernel's results were those of the marks before. */
export function keepMarks({ data, metadata }: OutputData, marks: readonly Mark[]): OutputData {
  const { results: _ofMarksBefore, ...payload } = readRecord(data[VIEWER_MIME]);
  const state = { ...readRecord(payload.state), marks };
  return { data: { ...data, [VIEWER_MIME]: { ...payload, state } }, metadata };
}

function readRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
