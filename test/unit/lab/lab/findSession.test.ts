import { expect, test } from "vitest";
import { findSession, type Placed } from "../../../../lab-extension/src/lab/findSession";
import type { KernelSession } from "../../../../lab-extension/src/lab/kernelSession";

// Only what makes a session known as one.
const session = { kernelChanged: {}, ready: Promise.resolve() } as unknown as KernelSession;
const consoleOf = { parent: null, sessionContext: session };
const inConsole: Placed = { parent: { parent: consoleOf } };
const alone: Placed = { parent: null };

test("an output has the session of its notebook, or of the console that it is in", () => {
  const resolver = {};
  expect(findSession(new WeakMap([[resolver, session]]), new WeakMap(), resolver, alone)).toBe(session);
  expect(findSession(new WeakMap(), new WeakMap(), null, inConsole)).toBe(session);
  expect(findSession(new WeakMap(), new WeakMap(), {}, alone)).toBeNull();
});

test("an output within another has that one's session, though it has no parent", () => {
  const outer = new WeakMap<object, Placed>([[alone, inConsole]]);
  expect(findSession(new WeakMap(), outer, null, alone)).toBe(session);
});
