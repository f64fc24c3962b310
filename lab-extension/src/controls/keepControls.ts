import {
  type Control,
  type ControlsPayload,
  type ControlValues,
  describeControls,
  type ShownOutput,
} from "tslab-dicom/contract";
import { decodeBase64 } from "../decode/decodeBase64";
import { describeBundle } from "../dom/createPngPicture";
import type { KeptView } from "../dom/keptView";
import type { ShownAnswer } from "./answerArea";
import { isPicture } from "./outputSlot";

/** Controls with their values, and what is seen below them, as an output keeps them: its first picture goes beside. */
export async function keepControls(
  payload: ControlsPayload,
  values: ControlValues,
  { outputs, text, error }: ShownAnswer,
): Promise<KeptView> {
  const controls = payload.controls.map(
    (control) => ({ ...control, value: values[control.name] }) as Control,
  );
  const first = outputs.findIndex(({ data }) => typeof data["image/png"] === "string");
  const alt = describeControls(controls);
  const changes: Partial<ControlsPayload> = {
    alt,
    controls,
    outputs: outputs.map((output, i) => (i === first && isPicture(output) ? "picture" : output)),
    text,
    error,
  };
  const said = outputs.map(({ data, metadata }) => describeBundle(data, metadata));
  const words = [alt, ...said, text.trimEnd(), error].filter((word) => word !== "").join("\n");
  if (first < 0) return { changes, picture: null, width: 0, height: 0, alt, text: words };
  const picture = toBlob(outputs[first]);
  const { width, height } = await createImageBitmap(picture);
  return { changes, picture, width, height, alt: said[first], text: words };
}

function toBlob({ data }: ShownOutput): Blob {
  const bytes = decodeBase64(String(data["image/png"]), "The picture");
  return new Blob([bytes], { type: "image/png" });
}
