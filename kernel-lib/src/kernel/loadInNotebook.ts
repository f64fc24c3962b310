import type { LoadProgress } from "../dicom/survey";
import { progress } from "./progress";
import { whileInterruptible } from "./whileInterruptible";

/** How a load is watched and stopped. */
export interface LoadControl {
  signal: AbortSignal;
  onProgress: (progress: LoadProgress) => void;
}

/**
 * What `run` gives, with a bar in the notebook that ends with it, and the kernel's interrupt as well as the caller's
 * own signal to stop it. After an error a bar that had appeared says how far the load came.
 *
 * @param title - what goes on: "Loading".
 * @param given - the caller's own; both theirs and the notebook's are heard.
 * @throws InterruptedError when the kernel was interrupted; the signal's reason when the caller's signal aborts.
 */
export async function loadInNotebook<T>(
  title: string,
  run: (control: LoadControl) => Promise<T>,
  given: Partial<LoadControl> = {},
): Promise<T> {
  const bar = progress(title);
  let reached = "";
  const onProgress = (now: LoadProgress) => {
    const { step, done, total } = now;
    reached = ` at ${done} of ${total} (${step})`;
    bar.update(done, total, step);
    given.onProgress?.(now);
  };
  try {
    const loaded = await whileInterruptible(title, (signal) => run({ signal, onProgress }), given.signal);
    bar.end();
    return loaded;
  } catch (error) {
    bar.end(`${title} stopped${reached}`);
    throw error;
  }
}
