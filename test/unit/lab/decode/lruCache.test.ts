import { describe, expect, test } from "vitest";
import { LruCache } from "../../../../lab-extension/src/decode/lruCache";

function cacheOf(limit: number) {
  const released: string[] = [];
  const cache = new LruCache<number, string>(
    limit,
    (value) => value.length,
    (value) => released.push(value),
  );
  return { cache, released };
}

describe("LruCache", () => {
  test("drops what was used longest ago once there are too many bytes", () => {
    const { cache, released } = cacheOf(9);
    cache.set(1, "one");
    cache.set(2, "two");
    cache.set(3, "six");
    expect(cache.get(1)).toBe("one");
    cache.set(4, "ten");
    expect(released).toEqual(["two"]);
    expect([1, 2, 3, 4].map((key) => cache.get(key))).toEqual(["one", undefined, "six", "ten"]);
    expect(cache.bytes).toBe(9);
  });

  test("keeps the newest even when it is larger than the limit", () => {
    const { cache, released } = cacheOf(4);
    cache.set(1, "one");
    cache.set(2, "a long one");
    expect(released).toEqual(["one"]);
    expect(cache.get(2)).toBe("a long one");
  });

  test("counts a replaced value once", () => {
    const { cache, released } = cacheOf(10);
    cache.set(1, "four");
    cache.set(1, "six");
    expect(cache.bytes).toBe(3);
    expect(released).toEqual(["four"]);
  });

  test("releases everything when cleared", () => {
    const { cache, released } = cacheOf(10);
    cache.set(1, "one");
    cache.set(2, "two");
    cache.clear();
    expect(released).toEqual(["one", "two"]);
    expect(cache.bytes).toBe(0);
  });
});
