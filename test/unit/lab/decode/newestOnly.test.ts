import { describe, expect, test } from "vitest";
import { NewestOnly } from "../../../../lab-extension/src/decode/newestOnly";

/** Work that ends when the test says so. */
function controlled() {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const newest = new NewestOnly<number>((request) => {
    begun.push(request);
    return new Promise((resolve) => ends.push(resolve));
  });
  const endNext = async () => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { newest, begun, endNext };
}

describe("NewestOnly", () => {
  test("runs one request at a time and then the newest of those that came meanwhile", async () => {
    const { newest, begun, endNext } = controlled();
    for (const request of [1, 2, 3, 4]) newest.request(request);
    expect(begun).toEqual([1]);
    await endNext();
    expect(begun).toEqual([1, 4]);
    await endNext();
    expect(begun).toEqual([1, 4]);
    newest.request(5);
    expect(begun).toEqual([1, 4, 5]);
  });

  test("forgets what has not begun when cancelled, and works on", async () => {
    const { newest, begun, endNext } = controlled();
    newest.request(1);
    newest.request(2);
    newest.cancel();
    await endNext();
    expect(begun).toEqual([1]);
    newest.request(3);
    expect(begun).toEqual([1, 3]);
  });
});
