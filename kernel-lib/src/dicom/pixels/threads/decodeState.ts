/** How far a thread is with its task. */
export const DECODE_STATE: { readonly waiting: 0; readonly begun: 1; readonly ended: 2 } = {
  waiting: 0,
  begun: 1,
  ended: 2,
};

/** Tells whoever waits on the state's one number. */
export function advanceState(state: Int32Array, to: number): void {
  Atomics.store(state, 0, to);
  Atomics.notify(state, 0);
}
