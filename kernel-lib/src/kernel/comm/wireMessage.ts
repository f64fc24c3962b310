import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { isRecord } from "../../contract";

/** A message's header, with at least what an answer to it repeats. */
export interface WireHeader {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
}

/** A message as Jupyter's kernels and clients exchange it. jupyter-client, "Messaging in Jupyter", 5.3. */
export interface WireMessage {
  /** Where it came from or goes to; none for what all clients hear. */
  readonly identities: readonly Uint8Array[];
  readonly header: WireHeader;
  /** The header of the message that it answers; empty when it answers none. */
  readonly parent: object;
  readonly metadata: object;
  readonly content: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Uint8Array[];
}

const DELIMITER = Buffer.from("<IDS|MSG>");
/** Signed, in this order: header, parent, metadata, content. Buffers follow them and are not. */
const JSON_PARTS = 4;
/** What tslab says that it speaks. */
const VERSION = "5.3";

/** The type that the frames' header names; null when it names none. Nothing is verified yet. */
export function peekType(frames: readonly unknown[]): string | null {
  const header = parse(partsOf(frames)?.[1]);
  return isRecord(header) && typeof header.msg_type === "string" ? header.msg_type : null;
}

/**
 * The message of a socket's frames; null when they are cut, are not signed with the key, or hold something else than
 * the protocol says.
 *
 * @param frames - addresses, delimiter, signature, four parts of JSON, buffers. jupyter-client, "The wire protocol".
 */
export function readWireMessage(frames: readonly unknown[], key: string): WireMessage | null {
  const parts = partsOf(frames);
  if (parts === null || parts.length < 1 + JSON_PARTS) return null;
  const [signature, ...signed] = parts.slice(0, 1 + JSON_PARTS);
  const expected = Buffer.from(sign(signed, key));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null;
  const [header, parent, metadata, content] = signed.map(parse);
  if (!isHeader(header) || !isRecord(parent) || !isRecord(metadata) || !isRecord(content)) return null;
  const identities = frames.slice(0, frames.length - parts.length - 1).filter(isBytes);
  return { identities, header, parent, metadata, content, buffers: parts.slice(1 + JSON_PARTS) };
}

/** The message's frames, signed with the key; buffers are handed on without a copy. */
export function writeWireMessage(message: WireMessage, key: string): Uint8Array[] {
  const { identities, header, parent, metadata, content, buffers } = message;
  const signed = [header, parent, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
  return [...identities, DELIMITER, Buffer.from(sign(signed, key)), ...signed, ...buffers];
}

/** A message that answers a request and goes to all clients; of the request's session, as tslab's own are. */
export function answerTo(
  request: WireHeader,
  type: string,
  content: Readonly<Record<string, unknown>>,
  buffers: readonly Uint8Array[] = [],
): WireMessage {
  const { session, username } = request;
  const date = new Date().toISOString();
  const header = { msg_id: randomUUID(), msg_type: type, session, username, date, version: VERSION };
  return { identities: [], header, parent: request, metadata: {}, content, buffers };
}

export function isHeader(value: unknown): value is WireHeader {
  if (!isRecord(value)) return false;
  return ["msg_id", "msg_type", "session", "username"].every((name) => typeof value[name] === "string");
}

/** What follows the delimiter; null without one, and when a frame is no bytes. */
function partsOf(frames: readonly unknown[]): Uint8Array[] | null {
  if (!frames.every(isBytes)) return null;
  const delimiter = frames.findIndex((frame) => DELIMITER.equals(frame));
  return delimiter < 0 ? null : frames.slice(delimiter + 1);
}

function isBytes(frame: unknown): frame is Uint8Array {
  return frame instanceof Uint8Array;
}

function sign(parts: readonly Uint8Array[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function parse(json: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(json ?? []).toString());
  } catch {
    return undefined;
  }
}
