/** Drops what libraries print in this worker thread, which would come out in the notebook. */
export function silenceThread(): void {
  process.stdout.write = () => true;
  process.stderr.write = () => true;
}
