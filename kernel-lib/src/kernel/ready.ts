import { describedWhilePending } from "../describe";
import { coderReady } from "../display/payload/meshCoder";
import { webpReady } from "../display/payload/webpCoder";
import { ready as simplifierReady } from "../surface/simplifyMesh";

/**
 * Resolves when simplifyMesh can be called, and meshes and precomputed pictures be shown in their fewest bytes. What
 * they need, WebAssembly in ES modules, is loaded in the background as soon as this library is.
 */
export const ready: Promise<void> = describedWhilePending("ready", async () => {
  await Promise.all([simplifierReady, coderReady, webpReady]);
});
// Whoever awaits it sees the reason; an import alone must not end the process.
ready.catch(() => undefined);
