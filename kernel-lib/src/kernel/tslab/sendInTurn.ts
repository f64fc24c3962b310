/** Hands a message to a socket: a promise once it took it; throws when it takes none. */
export type Send = (...message: readonly unknown[]) => Promise<unknown>;

/** A message that waits, and the promise of who sent it. */
interface Waiting {
  readonly message: readonly unknown[];
  readonly resolve: (sent: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * A `send` for one socket that may be called at any time: a message goes out at once while the socket takes it, else
 * after those before it as soon as the socket is free. Every call has a promise of its own; one that fails holds no
 * other back, and need not be heard by who sent it. Errors other than "busy" of a call that needs not wait are thrown
 * as before.
 *
 * @param send - of zeromq: throws EBUSY while the message before is still being written.
 */
export function sendInTurn(send: Send): Send {
  const waiting: Waiting[] = [];
  /** Settles when the socket is free again; null when the message that it is busy with did not come from here. */
  let latest: Promise<unknown> | null = null;

  const attempt: Send = (...message) => {
    const sent = Promise.resolve(send(...message));
    sent.catch(() => undefined);
    latest = sent;
    return sent;
  };
  const retryLater = (): void => {
    // A turn later in any case: a socket that stays busy must not keep the event loop from writing to it.
    const retry = () => void setImmediate(sendWaiting);
    if (latest === null) retry();
    else latest.then(retry, retry);
    latest = null;
  };
  const sendWaiting = (): void => {
    let done = 0;
    for (; done < waiting.length; done++) {
      const { message, resolve, reject } = waiting[done];
      try {
        resolve(attempt(...message));
      } catch (error) {
        if (isBusy(error)) break;
        reject(error);
      }
    }
    waiting.splice(0, done);
    if (waiting.length > 0) retryLater();
  };

  return (...message) => {
    if (waiting.length === 0) {
      try {
        return attempt(...message);
      } catch (error) {
        if (!isBusy(error)) throw error;
        retryLater();
      }
    }
    const sent = new Promise<unknown>((resolve, reject) => waiting.push({ message, resolve, reject }));
    sent.catch(() => undefined);
    return sent;
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EBUSY";
}
