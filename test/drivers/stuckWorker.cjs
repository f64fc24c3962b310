// A worker thread that never begins with anything, as where a runtime does not wake it up.
module.exports.decodeTask = () => new Promise(() => {});
setInterval(() => {}, 2 ** 30);
