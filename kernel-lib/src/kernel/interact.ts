import { VIEWER_MIME } from "../contract";
import { shortly } from "../describe";
import { DEFAULT_BUDGET, requireBudget } from "../display/payload/budget";
import { createFramesPayload, type DrawnFrame } from "../display/payload/framesPayload";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { countFrom } from "./countFrom";
import { captureShown, type Shown, show } from "./show";

/** A slider: smallest and largest value, and the step between values. */
export type SliderRange =
  | readonly [min: number, max: number]
  | readonly [min: number, max: number, step: number];

export interface InteractOptions {
  /** Run the function for every value now, so that the slider works without a kernel. The one way there is yet. @default true */
  precompute?: true;
  /** Value to start with. @default the middle one, as ipywidgets */
  start?: number;
  /** @default none */
  title?: string;
  /** Bytes of the output. @default 4000000 */
  budget?: number;
}

const KINDS: OptionKinds<InteractOptions> = {
  start: "number",
  title: "text",
  precompute: "boolean",
  budget: "number",
};

/** More frames than a person scrolls through; every frame is a picture in the notebook. */
const MAX_FRAMES = 1000;
/** Bytes of a frame's JPEG for each of its pixels, as base64, for a CT slice with its axes; sets how large frames are drawn. */
const BYTES_A_PIXEL = 0.13;
/** Share of a step within which two values are the same. */
const CLOSE = 1e-6;
const FRAME_WIDTHS = { least: 280, most: 680 };

/**
 * Shows a slider that moves through the pictures which a function makes, one for each value; like the
 * tutorial's `interact(fn, x=(0, n))`. Whatever the function shows is captured.
 *
 * Options: `start` (the middle value), `title` (none), `precompute` (true), `budget` (4000000 bytes).
 *
 * @param run - called with each value in turn; must show one picture.
 * @param control - one slider: `{ x: [min, max] }` or `{ x: [min, max, step] }`, both ends included, of finite numbers
 * and a step above 0. Values are what the step writes: [-0.3, 0.3, 0.1] comes by 0 itself.
 * @throws InvalidArgumentError for other controls, more than 1000 values, or a function that shows nothing.
 * @example
 *     interact((x) => imshow(volume, { slice: x }), { x: [0, 260] }, { precompute: true });
 */
export function interact(
  run: (value: number) => unknown,
  control: { readonly [name: string]: SliderRange },
  options: InteractOptions = {},
): Shown {
  requireOptions(options, KINDS);
  const { title = "", budget = DEFAULT_BUDGET, precompute = true } = options;
  if (!precompute) throw new InvalidArgumentError("precompute", "true, the one way there is yet", precompute);
  requireBudget(budget);
  if (typeof run !== "function")
    throw new InvalidArgumentError("the function of interact", "a function", run);
  const { name, values } = readSlider(control);
  const start = options.start ?? values[values.length >> 1];
  const frame = values.findIndex(
    (value) => Math.abs(value - start) <= CLOSE * Math.abs(values[0] - values[1] || 1),
  );
  if (frame < 0) throw new InvalidArgumentError("start", `one of the slider's values`, start);

  const width = Math.round(Math.sqrt(budget / values.length / BYTES_A_PIXEL));
  const frameWidth = Math.min(Math.max(width, FRAME_WIDTHS.least), FRAME_WIDTHS.most);
  const frames = values.map((value) => captureAt(run, name, value, frameWidth));
  const { picture, alt } = frames[frame];
  return show({
    picture,
    alt,
    rich: (pictureBytes) => ({
      mime: VIEWER_MIME,
      payload: createFramesPayload({
        title,
        name,
        frames,
        frame,
        budget: budget - pictureBytes,
        outputBudget: budget,
      }),
    }),
  });
}

function readSlider(control: { readonly [name: string]: SliderRange }): { name: string; values: number[] } {
  const [[name, range] = ["", undefined], ...more] = Object.entries(control ?? {});
  if (range === undefined || more.length > 0) {
    throw new InvalidArgumentError("control", "one slider, as { x: [0, 10] }", shortly(control));
  }
  const [min, max, step = 1] = Array.isArray(range) ? range : [Number.NaN, Number.NaN];
  if (!(min <= max && step > 0 && Number.isFinite(max - min) && Number.isFinite(step))) {
    throw new InvalidArgumentError(name, "[min, max] or [min, max, step], ascending", shortly(range));
  }
  const count = Math.floor((max - min) / step + 1e-9) + 1;
  if (count > MAX_FRAMES) {
    throw new InvalidArgumentError(name, `at most ${MAX_FRAMES} values (a larger step gives fewer)`, count);
  }
  const valueAt = countFrom(min, step);
  return { name, values: Array.from({ length: count }, (_, i) => valueAt(i)) };
}

function captureAt(run: (value: number) => unknown, name: string, value: number, width: number): DrawnFrame {
  let returned: unknown;
  const contents = captureShown(() => {
    returned = run(value);
  }, width);
  if (returned instanceof Promise) {
    throw new InvalidArgumentError("the function of interact", "one that returns at once", "a promise");
  }
  if (contents.length !== 1) {
    throw new InvalidArgumentError(
      "the function of interact",
      "one that shows one picture, such as imshow(...)",
      `${contents.length} pictures at ${name} = ${value}`,
    );
  }
  return { value, ...contents[0] };
}
