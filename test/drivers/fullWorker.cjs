// A worker thread that ends as one does for which there is no more memory.
module.exports.decodeTask = () =>
  new Promise(() => {
    setImmediate(() => {
      throw Object.assign(new Error("full"), { code: "ERR_WORKER_OUT_OF_MEMORY" });
    });
  });
