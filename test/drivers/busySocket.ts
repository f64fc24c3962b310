/** A socket as zeromq's: it writes some messages in a row at once, and puts the next off until the event loop turns. */
export interface BusySocket {
  /** Throws EBUSY while a message is put off. */
  readonly send: (...message: readonly unknown[]) => Promise<unknown>;
  readonly close: () => void;
  /** In the order in which they went out. */
  readonly written: readonly string[];
  /** Those that the socket took, whether they went out or not. */
  readonly attempts: readonly string[];
}

export interface BusySocketOptions {
  /** Messages that are written at once between two that are put off. */
  readonly inARow: number;
  /** Messages that are taken and cannot be written. @default none */
  readonly refuses?: (message: string) => boolean;
}

export function createBusySocket(options: BusySocketOptions): BusySocket {
  const { inARow, refuses = () => false } = options;
  const written: string[] = [];
  const attempts: string[] = [];
  let atOnce = 0;
  let writing = false;
  let closed = false;

  const write = async (message: string): Promise<string> => {
    if (refuses(message)) throw new Error(`refused ${message}`);
    written.push(message);
    return `sent ${message}`;
  };
  const send = (first: unknown): Promise<unknown> => {
    if (closed) throw new Error("Socket is closed");
    if (writing) throw Object.assign(new Error("Socket is busy writing"), { code: "EBUSY" });
    const message = String(first);
    attempts.push(message);
    if (atOnce++ < inARow) return write(message);
    writing = true;
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      writing = false;
      atOnce = 0;
      return write(message);
    });
  };
  const close = () => {
    closed = true;
  };
  return { send, close, written, attempts };
}
