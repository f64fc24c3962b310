import { createHmac } from "node:crypto";

/** A Jupyter message; what is not given is as a client of no particular kind would have it. */
export interface WireSpec {
  readonly type: string;
  readonly content?: unknown;
  readonly buffers?: readonly Uint8Array[];
  /** @default made of the type */
  readonly id?: string;
  /** The header of the message that it answers. */
  readonly parent?: unknown;
  readonly key?: string;
}

export const KEY = "a-key-of-this-connection";

export function wireHeader({ type, id = `id of ${type}` }: WireSpec): object {
  return { msg_id: id, msg_type: type, session: "page", username: "", version: "5.3" };
}

/** The frames of a message with one address, by the protocol's description: jupyter-client, "The wire protocol". */
export function wireFrames(spec: WireSpec): Buffer[] {
  const { content = {}, buffers = [], parent = {}, key = KEY } = spec;
  const parts = [wireHeader(spec), parent, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
  const signature = createHmac("sha256", key).update(Buffer.concat(parts)).digest("hex");
  const before = ["client", "<IDS|MSG>", signature].map((text) => Buffer.from(text));
  return [...before, ...parts, ...buffers.map((bytes) => Buffer.from(bytes))];
}
