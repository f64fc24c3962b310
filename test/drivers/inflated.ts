import type * as Zlib from "node:zlib";
import type * as Fflate from "fflate";

/** Bytes that the modules below have inflated, or could have where they gave up, since this was last set to 0. */
export const inflated: { bytes: number } = { bytes: 0 };

/** fflate that counts what its stream inflates: to mock it with. */
export function countingFflate(module: typeof Fflate): typeof Fflate {
  const Inflate = new Proxy(module.Inflate, {
    construct: (Original, [take]) =>
      new Original((part, last) => {
        inflated.bytes += part.length;
        take(part, last);
      }),
  });
  return { ...module, Inflate };
}

/** zlib that counts what it inflates at once: to mock it with. */
export function countingZlib(module: typeof Zlib): typeof Zlib {
  const inflateRawSync: typeof Zlib.inflateRawSync = (bytes, options) => {
    try {
      const made = module.inflateRawSync(bytes, options);
      inflated.bytes += made.length;
      return made;
    } catch (error) {
      inflated.bytes += options?.maxOutputLength ?? Number.POSITIVE_INFINITY;
      throw error;
    }
  };
  return { ...module, inflateRawSync };
}
