import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  answerTo,
  peekType,
  readWireMessage,
  type WireMessage,
  writeWireMessage,
} from "../../../../kernel-lib/src/kernel/comm/wireMessage";
import { KEY, wireFrames, wireHeader } from "../../../makers/wireFrames";

const json = fc.dictionary(fc.string(), fc.jsonValue());
const bytes = fc.uint8Array({ maxLength: 40 });
const header = fc.record({
  msg_id: fc.string(),
  msg_type: fc.string(),
  session: fc.string(),
  username: fc.string(),
});
/** JSON has one zero. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const message: fc.Arbitrary<WireMessage> = fc.record({
  identities: fc.array(bytes, { maxLength: 3 }),
  header,
  parent: fc.oneof(header, fc.constant({})),
  metadata: json.map(plain),
  content: json.map(plain),
  buffers: fc.array(bytes, { maxLength: 4 }),
});

/** As a client sends them, with an address, the delimiter, the signature, four signed parts and two buffers. */
const frames = wireFrames({
  type: "comm_msg",
  content: { comm_id: "a", data: { slice: 12 } },
  buffers: [Uint8Array.of(), Uint8Array.of(1, 2, 3)],
});
const [ADDRESS, SIGNATURE, CONTENT, BUFFER] = [0, 2, 6, 8];
const changed = (frame: number, to: (frame: Buffer) => unknown) =>
  frames.map((one, i) => (i === frame ? to(one) : one));
const flip = (frame: Buffer) => Buffer.from(frame.map((byte, i) => (i === 0 ? byte ^ 1 : byte)));

describe("a message of the wire", () => {
  test("comes back from its frames, whatever it holds", () => {
    fc.assert(
      fc.property(message, fc.string(), (sent, key) => {
        const read = readWireMessage(writeWireMessage(sent, key), key);
        expect(read).toEqual(sent);
        expect(readWireMessage(writeWireMessage(sent, key), `${key}.`)).toBe(null);
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  test("is read as a client frames it", () => {
    expect(peekType(frames)).toBe("comm_msg");
    const read = readWireMessage(frames, KEY);
    expect(read).toMatchObject({
      header: wireHeader({ type: "comm_msg" }),
      parent: {},
      content: { comm_id: "a", data: { slice: 12 } },
    });
    expect(read?.identities.map(String)).toEqual(["client"]);
    expect(read?.buffers.map((buffer) => [...buffer])).toEqual([[], [1, 2, 3]]);
  });

  test("is framed as a client reads it, signed alike", () => {
    const read = readWireMessage(frames, KEY);
    expect(read && writeWireMessage(read, KEY)).toEqual(frames);
  });

  test("hands its buffers on without a copy", () => {
    const buffer = Uint8Array.of(1, 2, 3);
    const answer = answerTo(headerOf("comm_msg"), "comm_msg", {}, [buffer]);
    expect(writeWireMessage(answer, KEY).at(-1)).toBe(buffer);
  });

  test.each([SIGNATURE, 3, 4, 5, CONTENT])("with a bit of frame %i changed is none", (frame) => {
    expect(readWireMessage(changed(frame, flip), KEY)).toBe(null);
  });

  test("is not signed in its addresses and buffers", () => {
    expect(readWireMessage(changed(ADDRESS, flip), KEY)).not.toBe(null);
    expect(readWireMessage(changed(BUFFER, flip), KEY)?.buffers[1]).toEqual(Buffer.of(0, 2, 3));
  });

  test.each([0, 1, 2, 3, 4, 5, CONTENT])("cut after %i frames is none", (length) => {
    expect(readWireMessage(frames.slice(0, length), KEY)).toBe(null);
  });

  test.each<[string, unknown]>([
    ["no object", []],
    ["null", null],
    ["a text", "content"],
  ])("whose content is %s is none", (_name, content) => {
    expect(readWireMessage(wireFrames({ type: "comm_msg", content }), KEY)).toBe(null);
  });

  test("whose frames are no bytes is none", () => {
    expect(
      readWireMessage(
        changed(CONTENT, () => "{}"),
        KEY,
      ),
    ).toBe(null);
    expect(peekType(["comm_msg"])).toBe(null);
    expect(peekType(changed(3, () => Buffer.from("{")))).toBe(null);
  });

  test("answers with the request's header, in its session, to all", () => {
    const request = headerOf("comm_open");
    const answer = answerTo(request, "comm_close", { comm_id: "a" });
    expect(answer).toMatchObject({ identities: [], parent: request, content: { comm_id: "a" }, buffers: [] });
    expect(answer.header).toMatchObject({ msg_type: "comm_close", session: "page", version: "5.3" });
    expect(answer.header.msg_id).not.toBe(answerTo(request, "comm_close", {}).header.msg_id);
  });
});

function headerOf(type: string): WireMessage["header"] {
  const read = readWireMessage(wireFrames({ type }), KEY);
  if (read === null) throw new Error("the request is cut");
  return read.header;
}
