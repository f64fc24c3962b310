import { isRecord } from "../../contract";
import type { TslabModule } from "../tslab/findTslab";
import type { Socket, TslabServer } from "./tslabServer";
import { isHeader, readWireMessage, type WireHeader } from "./wireMessage";

/**
 * The request of the cell that runs, in the next microtask; null when none does, and when tslab's queue of cells is not
 * as expected.
 */
export async function findRunningCell(server: TslabServer, tslab: TslabModule): Promise<WireHeader | null> {
  const queued = newestInQueue(server);
  if (queued === null) return null;
  let running = true;
  const ended = () => {
    running = false;
  };
  queued.then(ended, ended);
  // By then a promise that was settled has called.
  await null;
  return running ? newestCell(server, tslab) : null;
}

/** Settles with the last cell that tslab has been given. */
function newestInQueue(server: object): Promise<unknown> | null {
  const handler = "handler" in server ? server.handler : undefined;
  const queue = isRecord(handler) ? handler.execQueue : undefined;
  const newest = isRecord(queue) ? queue.prev : undefined;
  return newest instanceof Promise ? newest : null;
}

/**
 * The request of the cell that began last. It may have come before there was anybody to see it pass: what writes that
 * cell's outputs knows it, and is asked for one that ends here in the place of the socket.
 */
function newestCell(server: TslabServer, { lastWriteDisplayData }: TslabModule): WireHeader | null {
  const written: Uint8Array[] = [];
  const paper: Socket = {
    send: (frames) => {
      for (const frame of frames) written.push(typeof frame === "string" ? Buffer.from(frame) : frame);
    },
  };
  const { iopub } = server;
  try {
    server.iopub = paper;
    lastWriteDisplayData({ data: {}, metadata: {}, transient: {} }, false);
  } catch {
    return null;
  } finally {
    server.iopub = iopub;
  }
  const parent = readWireMessage(written, server.connInfo.key)?.parent;
  return isHeader(parent) ? parent : null;
}
