/** Seconds for a thread to start and load its codec: a tenth of one where nothing else runs. */
export function startLimit(): number {
  return 30;
}
