type Write = NodeJS.WriteStream["write"];

/**
 * On the getter of a stream that asks where to print, whichever copy of this library put it there. The number counts up
 * when the getter asks for anything else than a collector of text.
 */
const REDIRECTS = Symbol.for("tslab-dicom.redirects.v1");

/**
 * From now on what is written to the stream goes to the collector of the code that writes, if it has one. Whoever else
 * reads or sets the stream's `write` sees what was set last, as before: tslab sets one for each cell, also while a
 * function waits whose prints are collected.
 */
export function redirectPrints(
  stream: NodeJS.WriteStream,
  findCollector: () => ((text: string) => void) | undefined,
): void {
  const there = Object.getOwnPropertyDescriptor(stream, "write")?.get;
  if (there !== undefined && REDIRECTS in there) return;
  let write: Write = stream.write;
  const get = () => {
    const collect = findCollector();
    return collect === undefined ? write : collectInto(collect);
  };
  Object.defineProperty(get, REDIRECTS, { value: true });
  Object.defineProperty(stream, "write", {
    configurable: true,
    enumerable: true,
    get,
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
