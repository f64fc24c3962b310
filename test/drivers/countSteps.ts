/** Calls back once an element or a comparison. */
const WITH_CALLBACK = [
  "every",
  "some",
  "find",
  "findIndex",
  "filter",
  "map",
  "flatMap",
  "forEach",
  "reduce",
  "sort",
];
const BYTE_READS = ["getUint8", "getUint16", "getUint32", "getInt16", "getInt32", "getFloat32", "getFloat64"];

/** What work is made of: looking something up, reading or copying bytes, one more turn of a loop. */
const CALLS: readonly (readonly [prototype: object, methods: readonly string[]])[] = [
  [Map.prototype, ["get", "set", "has"]],
  [Set.prototype, ["add", "has"]],
  [DataView.prototype, BYTE_READS],
  [Buffer.prototype, Object.getOwnPropertyNames(Buffer.prototype).filter((name) => /^read[A-Z]/.test(name))],
  [Object.getPrototypeOf(Uint8Array.prototype), ["subarray", "slice", "set"]],
  [String.prototype, ["split", "trim"]],
  ...[[], new Map(), new Set()].map((many): [object, string[]] => [
    Object.getPrototypeOf(many[Symbol.iterator]()),
    ["next"],
  ]),
];

/**
 * What `run` gives, and how many steps it took: lookups, reads and copies of bytes, turns of loops over collections
 * and callbacks of array methods. The same on every machine, however busy it is: that an algorithm is not quadratic,
 * or stops early, is held against this and not against time. Loops that count an index for themselves are not seen.
 */
export async function countSteps<T>(run: () => T | Promise<T>): Promise<{ result: T; steps: number }> {
  let steps = 0;
  const step = () => {
    steps++;
  };
  const restore = [
    ...CALLS.flatMap(([prototype, methods]) =>
      methods.map((name) => replace(prototype, name, counted(step))),
    ),
    ...WITH_CALLBACK.map((name) => replace(Array.prototype, name, countedCallback(step))),
  ];
  try {
    return { result: await run(), steps };
  } finally {
    for (const undo of restore) undo();
  }
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

function counted(step: () => void): (method: Method) => Method {
  return (method) =>
    function (...given) {
      step();
      return Reflect.apply(method, this, given);
    };
}

function countedCallback(step: () => void): (method: Method) => Method {
  return (method) =>
    function (callback, ...more) {
      if (typeof callback !== "function") return Reflect.apply(method, this, [callback, ...more]);
      const countedOne: Method = function (...given) {
        step();
        return Reflect.apply(callback, this, given);
      };
      return Reflect.apply(method, this, [countedOne, ...more]);
    };
}

function replace(prototype: object, name: string, wrap: (method: Method) => Method): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  if (before === undefined) throw new Error(`there is no ${name} to count`);
  Object.defineProperty(prototype, name, { ...before, value: wrap(before.value) });
  return () => Object.defineProperty(prototype, name, before);
}
