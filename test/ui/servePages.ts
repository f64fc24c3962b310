import { fileURLToPath } from "node:url";
import { createViteServer } from "vitest/node";

const folder = fileURLToPath(new URL("pages", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const contract = fileURLToPath(new URL("../../kernel-lib/src/contract/index.ts", import.meta.url));

/** Serves parts of the extension on pages of their own, without Jupyter: the folder `pages`. */
export async function servePages(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = await createViteServer({
    configFile: false,
    root: folder,
    cacheDir: `${root}/test/.output/pages`,
    logLevel: "error",
    resolve: { alias: { "tslab-dicom/contract": contract } },
    server: { port: 0, host: "127.0.0.1", hmr: false, watch: null, fs: { allow: [root] } },
  });
  await server.listen();
  const [url] = server.resolvedUrls?.local ?? [];
  return { url, stop: () => server.close() };
}
