/** What of a wheel event matters here. */
export interface WheelMove {
  readonly deltaY: number;
  /** 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
}

/** One notch of a wheel in each mode, and the trackpad travel that makes one step. */
const NOTCH = [100, 3, 1] as const;
const TRACKPAD_STEP = 30;

/**
 * Whole slices to move after a wheel event, and what is carried to the next one. A notch is one slice, several
 * notches in one event are as many; the small moves of a trackpad add up.
 */
export function countWheelSteps(
  { deltaY, deltaMode }: WheelMove,
  carried: number,
): { readonly steps: number; readonly carried: number } {
  const notch = NOTCH[deltaMode] ?? NOTCH[0];
  if (Math.abs(deltaY) >= notch / 2) {
    return { steps: Math.sign(deltaY) * Math.max(1, Math.round(Math.abs(deltaY) / notch)), carried: 0 };
  }
  const travelled = Math.sign(deltaY) === -Math.sign(carried) ? deltaY : carried + deltaY;
  const steps = Math.trunc(travelled / TRACKPAD_STEP);
  return { steps, carried: travelled - steps * TRACKPAD_STEP };
}
