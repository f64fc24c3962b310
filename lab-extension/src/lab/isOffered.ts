import { isRecord, LIVE_TARGET } from "tslab-dicom/contract";
import type { KernelConnection } from "./kernelSession";

/** How long a kernel that is not busy has for its answer before it is asked again; from then on twice as long each time. */
const AGAIN_MS = 3_000;

/**
 * Whether the kernel offers a live output, by the first answer that comes; false where it ends before it answers. What
 * Jupyter is asked before all of its channels to a new kernel stand may never be answered: it is asked again.
 *
 * @param isWanted - whether anybody still waits for the answer.
 */
export function isOffered(
  kernel: KernelConnection,
  output: string,
  isWanted: () => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (offered: boolean) => {
      clearTimeout(timer);
      resolve(offered);
    };
    const ask = async () => {
      try {
        const { content } = await kernel.requestCommInfo({ target_name: LIVE_TARGET });
        end(isRecord(content) && isRecord(content.comms) && Object.hasOwn(content.comms, output));
      } catch {
        end(false); // It ended, or knows no such question.
      }
    };
    const askAgain = (wait: number) => {
      timer = setTimeout(() => {
        if (!isWanted()) return end(false);
        // A busy kernel answers later: questions would queue up in it.
        if (kernel.status !== "busy") void ask();
        askAgain(2 * wait);
      }, wait);
    };
    askAgain(AGAIN_MS);
    void ask();
  });
}
