import { createRequire } from "node:module";

const requireHere = createRequire(__filename);

/**
 * An ES module that brings WebAssembly, whole when this returns: what a cell shows must not depend on how soon after the
 * import it runs, and a verb that shows at once cannot wait. Node.js requires ES modules from 20.19 and 22.12 on; what such
 * a module compiles on its way, for which it would have its users wait, is compiled at once.
 */
export function requireWasm<Module>(name: string): Module {
  const { instantiate } = WebAssembly;
  Object.assign(WebAssembly, { instantiate: instantiateNow });
  try {
    return requireHere(name);
  } finally {
    Object.assign(WebAssembly, { instantiate });
  }
}

/** `WebAssembly.instantiate` of bytes for those who chain one step to it: that has been done when `then` returns. */
function instantiateNow(bytes: Uint8Array, imports: WebAssembly.Imports) {
  const module = new WebAssembly.Module(bytes);
  const instance = new WebAssembly.Instance(module, imports);
  // biome-ignore lint/suspicious/noThenProperty: it stands in the place of a promise.
  return { then: (use: (made: object) => unknown) => Promise.resolve(use({ module, instance })) };
}

/** The path of a file of a package. */
export function resolveFile(name: string): string {
  return requireHere.resolve(name);
}
