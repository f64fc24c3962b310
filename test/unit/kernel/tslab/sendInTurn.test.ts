import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Send, sendInTurn } from "../../../../kernel-lib/src/kernel/tslab/sendInTurn";
import { createBusySocket } from "../../../drivers/busySocket";

/** Everything sent at once, and how each call ended. */
async function sendAll(send: Send, messages: readonly string[]): Promise<string[]> {
  const ended = await Promise.allSettled(messages.map(async (message) => send(message)));
  return ended.map((end) => (end.status === "fulfilled" ? String(end.value) : String(end.reason)));
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i));

describe("sendInTurn", () => {
  test("the socket alone refuses what comes while it is busy", () => {
    const socket = createBusySocket({ inARow: 3 });
    for (let i = 0; i < 4; i++) socket.send(String(i));
    expect(() => socket.send("4")).toThrow("Socket is busy writing");
  });

  test("sends everything in order, however often the socket is busy, and answers each call", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 5 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.boolean()), { maxLength: 8 }),
        async (inARow, bursts) => {
          const socket = createBusySocket({ inARow });
          const send = sendInTurn(socket.send);
          const messages: string[] = [];
          const sent: Promise<unknown>[] = [];
          for (const [length, pause] of bursts) {
            for (let i = 0; i < length; i++) {
              messages.push(String(messages.length));
              sent.push(send(messages[messages.length - 1]));
            }
            if (pause) await turn();
          }
          expect(await Promise.all(sent)).toEqual(messages.map((message) => `sent ${message}`));
          expect(socket.written).toEqual(messages);
        },
      ),
      { seed: 8, numRuns: 200 },
    );
  });

  test("sends at once what the socket takes", () => {
    const socket = createBusySocket({ inARow: 5 });
    const send = sendInTurn(socket.send);
    for (const message of numbers(5)) send(message);
    expect(socket.written).toEqual(numbers(5));
  });

  test("waits for a write that began before it, without keeping the event loop from it", async () => {
    const socket = createBusySocket({ inARow: 0 });
    socket.send("before");
    expect(await sendAll(sendInTurn(socket.send), ["a", "b"])).toEqual(["sent a", "sent b"]);
    expect(socket.written).toEqual(["before", "a", "b"]);
  });

  test("a message that fails is told to who sent it, and holds no other back", async () => {
    const socket = createBusySocket({ inARow: 1, refuses: (message) => /[37]/.test(message) });
    const ended = await sendAll(sendInTurn(socket.send), numbers(9));
    expect(ended).toEqual(numbers(9).map((i) => (/[37]/.test(i) ? `Error: refused ${i}` : `sent ${i}`)));
    expect(socket.written).toEqual(numbers(9).filter((i) => !/[37]/.test(i)));
  });

  test("a message that fails unheard is no unhandled rejection", async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => unheard.push(reason);
    process.on("unhandledRejection", hear);
    const socket = createBusySocket({ inARow: 1, refuses: () => true });
    const send = sendInTurn(socket.send);
    for (const message of numbers(5)) void send(message);
    for (let i = 0; i < 20; i++) await turn();
    process.off("unhandledRejection", hear);
    expect([unheard, socket.attempts]).toEqual([[], numbers(5)]);
  });

  test("what waits when the socket is closed is rejected; what comes later throws as the socket does", async () => {
    const socket = createBusySocket({ inARow: 0 });
    const send = sendInTurn(socket.send);
    const ended = sendAll(send, ["a", "b", "c"]);
    socket.close();
    expect(await ended).toEqual(["sent a", "Error: Socket is closed", "Error: Socket is closed"]);
    expect(() => send("d")).toThrow("Socket is closed");
  });
});
