import { listSliderValues, type SliderControl } from "../../contract";
import { type DrawnFrame, fitFrameWidth } from "../../display/payload/framesPayload";
import { InvalidArgumentError } from "../../errors";
import { captureCall } from "../output/capture";
import type { ControlSet } from "./controlSet";

/** What a function made of every value of a slider. */
export interface PrecomputedFrames {
  /** Name of the slider. */
  readonly name: string;
  readonly frames: readonly DrawnFrame[];
  /** Number of the frame to start with. */
  readonly frame: number;
  /** What the function returned there. */
  readonly returned: unknown;
}

/** More frames than a person scrolls through; every frame is a picture in the notebook. */
const MAX_FRAMES = 1000;
const FRAME_WIDTHS = { least: 280, most: 680 };

/**
 * Calls the function with every value of the one slider and keeps the pictures that it shows.
 *
 * @param budget - bytes for all of them.
 * @param onProgress - hears of each value before its call, of so many.
 * @throws InvalidArgumentError for other controls, more than 1000 values, a function that shows other than one picture
 * or answers later; what the function throws.
 */
export function precomputeFrames(
  run: (given: unknown) => unknown,
  { controls }: ControlSet,
  budget: number,
  onProgress: (done: number, total: number) => void,
): PrecomputedFrames {
  const [slider] = controls;
  if (controls.length !== 1 || slider.kind !== "slider") {
    const names = controls.map(({ name, kind }) => `${name}: a ${kind}`).join(", ");
    throw new InvalidArgumentError("controls", "one slider to precompute, as { x: [0, 10] }", names);
  }
  const { count, valueAt, indexOf } = listSliderValues(slider);
  const { name } = slider;
  if (count > MAX_FRAMES) {
    throw new InvalidArgumentError(name, `at most ${MAX_FRAMES} values (a larger step gives fewer)`, count);
  }
  const width = Math.round(fitFrameWidth(count, budget));
  const frameWidth = Math.min(Math.max(width, FRAME_WIDTHS.least), FRAME_WIDTHS.most);
  const frame = indexOf(slider.value);
  let returned: unknown;
  const frames = Array.from({ length: count }, (_, i) => {
    onProgress(i, count);
    const drawn = drawFrame(run, slider, valueAt(i), frameWidth);
    if (i === frame) returned = drawn.returned;
    return drawn.frame;
  });
  return { name, frames, frame, returned };
}

function drawFrame(
  run: (given: unknown) => unknown,
  { name }: SliderControl,
  value: number,
  width: number,
): { readonly frame: DrawnFrame; readonly returned: unknown } {
  const call = captureCall(() => run(value), width);
  if (call instanceof Promise) {
    throw new InvalidArgumentError(
      "the function of interact",
      "one that returns at once to be precomputed",
      "a promise",
    );
  }
  // What it prints is the cell's: there is one place for it, and no page that shows it by value.
  if (call.text !== "") process.stdout.write(call.text);
  if ("thrown" in call.end) throw call.end.thrown;
  const [output, ...more] = call.outputs;
  if (!output?.picture || more.length > 0) {
    throw new InvalidArgumentError(
      "the function of interact",
      "one that shows one picture, such as imshow(...), to be precomputed",
      `${call.outputs.length} outputs at ${name} = ${value}`,
    );
  }
  return { frame: { value, picture: output.picture, alt: output.alt }, returned: call.end.returned };
}
