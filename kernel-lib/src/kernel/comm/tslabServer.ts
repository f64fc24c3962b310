import { isRecord } from "../../contract";

/** A socket of the kernel's. */
export interface Socket {
  send(frames: readonly (Uint8Array | string)[]): unknown;
}

/** What comms need of the server in tslab that talks to Jupyter. */
export interface TslabServer {
  readonly connInfo: { readonly key: string };
  /** What goes out on it is heard by all clients. */
  iopub: Socket;
}

/** Whether this is tslab's server as we know it; it is not its public API, so every field is looked at. */
export function isTslabServer(server: unknown): server is TslabServer {
  if (!isRecord(server) || !isRecord(server.connInfo)) return false;
  return typeof server.connInfo.key === "string" && isSocket(server.iopub);
}

export function isSocket(socket: unknown): socket is Socket {
  return isRecord(socket) && typeof socket.send === "function";
}
