/** Calls back after the time, unless the returned function is called; answers that wait to be read go first. */
export function afterSeconds(seconds: number, callback: () => void): () => void {
  let afterIo: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    afterIo = setImmediate(callback);
  }, seconds * 1000);
  return () => {
    clearTimeout(timer);
    if (afterIo !== undefined) clearImmediate(afterIo);
  };
}
