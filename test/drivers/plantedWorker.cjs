// A worker thread of the decoders, pool's or lone one's, with a fault of ours in it: its codec throws a TypeError.
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
  const { task, port, state } = workerData;
  answerTask(task, codecs, port).finally(() => {
    Atomics.store(state, 0, 2);
    Atomics.notify(state, 0);
  });
}
