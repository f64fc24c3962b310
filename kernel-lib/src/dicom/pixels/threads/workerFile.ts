import { join } from "node:path";

/** The built file of a worker thread: beside this one when built, and reached from the sources as well. */
export function workerFile(name: "decodeWorker" | "startWorker" | "decodeNowWorker"): string {
  return join(__dirname, "..", "..", "..", "..", "lib", "dicom", "pixels", "threads", `${name}.js`);
}
