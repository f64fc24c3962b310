type Write = NodeJS.WriteStream["write"];

/** Streams that ask where to print. */
const redirected = new WeakSet<NodeJS.WriteStream>();

/**
 * From now on what is written to the stream goes to the collector of the code that writes, if it has one. Whoever else
 * reads or sets the stream's `write` sees what was set last, as before: tslab sets one for each cell, also while a
 * function waits whose prints are collected.
 */
export function redirectPrints(
  stream: NodeJS.WriteStream,
  findCollector: () => ((text: string) => void) | undefined,
): void {
  if (redirected.has(stream)) return;
  redirected.add(stream);
  let write: Write = stream.write;
  Object.defineProperty(stream, "write", {
    configurable: true,
    enumerable: true,
    get: () => {
      const collect = findCollector();
      return collect === undefined ? write : collectInto(collect);
    },
    set: (next: Write) => {
      write = next;
    },
  });
}

function collectInto(collect: (text: string) => void): Write {
  return (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    collect(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
    const done = rest.find((one) => typeof one === "function");
    if (done !== undefined) process.nextTick(done as () => void);
    return true;
  };
}
