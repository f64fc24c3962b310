import {
  type Control,
  type ControlsPayload,
  describeControls,
  type ShownOutput,
  VIEWER_MIME,
} from "../../contract";
import type { MimeBundle } from "./bundle";

export interface ControlsBundleOptions {
  readonly title: string;
  readonly controls: readonly Control[];
  readonly manual: boolean;
  /** Id of the live output. */
  readonly live: string;
  /** What the function showed, printed and threw at the controls' values. */
  readonly answer: {
    readonly outputs: readonly MimeBundle[];
    readonly text: string;
    readonly error: string;
  };
}

const PNG_MIME = "image/png";
const TEXT_MIME = "text/plain";

/** Controls as an output: with the first picture as PNG, and the words of all, for whoever cannot move them. */
export function createControlsBundle(options: ControlsBundleOptions): MimeBundle {
  const { title, controls, manual, live, answer } = options;
  const { outputs, text, error } = answer;
  const first = outputs.findIndex(({ data }) => PNG_MIME in data);
  const alt = describeControls(controls);
  const payload: ControlsPayload = {
    kind: "controls",
    title,
    alt,
    controls,
    manual,
    live: { id: live },
    outputs: outputs.map((output, i) => (i === first && isPicture(output) ? "picture" : output)),
    text,
    error,
  };
  const words = [alt, ...outputs.map(({ data }) => String(data[TEXT_MIME] ?? "")), text.trimEnd(), error];
  return {
    data: {
      [VIEWER_MIME]: payload,
      ...(first >= 0 && { [PNG_MIME]: outputs[first].data[PNG_MIME] }),
      [TEXT_MIME]: words.filter((word) => word !== "").join("\n"),
    },
    metadata: first >= 0 ? { [PNG_MIME]: outputs[first].metadata[PNG_MIME] } : {},
  };
}

/** Whether a PNG with its words is all there is. */
function isPicture({ data }: ShownOutput): boolean {
  return Object.keys(data).every((mime) => mime === PNG_MIME || mime === TEXT_MIME);
}
