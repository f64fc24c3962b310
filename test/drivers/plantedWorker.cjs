// A worker thread of the decoders, pool's or decodeNow's, with a fault of ours in it: its codec throws a TypeError.
const { workerData } = require("node:worker_threads");
const { answerTask } = require("../../kernel-lib/lib/dicom/pixels/threads/answerTask.js");

const codec = {
  decode: () => {
    throw new TypeError("planted");
  },
};
const codecs = { load: async () => codec, forget: () => {} };

/** @type {(message: { task: never, port: never }) => Promise<void>} */
module.exports.decodeTask = ({ task, port }) => answerTask(task, codecs, port);

if (workerData?.state instanceof Int32Array) {
  const { port, state } = workerData;
  port.on("message", async (/** @type {never} */ task) => {
    await answerTask(task, codecs, port);
    Atomics.store(state, 0, 2);
    Atomics.notify(state, 0);
  });
}
