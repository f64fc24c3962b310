import { randomBytes } from "node:crypto";
import { readOpenMessage } from "../../contract";
import type { Comm, CommTarget } from "../comm/comm";
import { answerPage } from "./answerPage";
import type { LiveSource } from "./liveSource";

/** Live outputs that the kernel keeps: more than a notebook shows at once. */
const MOST_OUTPUTS = 50;
/** Bytes that all of them may keep from being freed: some fifteen chest CTs. */
const MOST_BYTES = 2_000_000_000;
/** Views of one output that may be open: more than anybody looks at. */
const MOST_VIEWS = 16;

export interface LiveOutputsLimits {
  readonly outputs?: number;
  readonly bytes?: number;
  readonly views?: number;
}

/** The live outputs of a kernel, which pages find by id. */
export interface LiveOutputs extends Pick<CommTarget, "open" | "offered"> {
  /** Keeps an output, the newest, and gives the id that pages open it by. */
  add(source: LiveSource): string;
  /** Keeps an output no longer: no page can open it; one that has it open is answered until it closes its line. */
  withdraw(id: string): void;
}

interface Output {
  readonly source: LiveSource;
  /** Of its views, the one that was heard from last at the end. */
  readonly comms: Set<Comm>;
}

/**
 * The kernel does not see the document and cannot know which outputs are still in it: a cell that ran again leaves one
 * behind that nobody will ask for, and a page that is reloaded does not say so. At most 50 outputs are kept, and as many
 * as hold at most 2 GB together; the newest always. First those go that no page has open, then the others, the oldest
 * first, and none that frees nothing; their pages are told to run the cell again. Of one output at most 16 views are open: those of pages that have
 * gone are silent, and the one that was silent longest goes.
 */
export function createLiveOutputs(limits: LiveOutputsLimits = {}): LiveOutputs {
  const { outputs: most = MOST_OUTPUTS, bytes = MOST_BYTES, views = MOST_VIEWS } = limits;
  /** In the order in which they came. */
  const outputs = new Map<string, Output>();

  const letGo = (newest: string) => {
    const old = [...outputs].filter(([id]) => id !== newest);
    const isOpen = ([, { comms }]: (typeof old)[number]) => comms.size > 0;
    const kept = new Map(outputs);
    const gone: typeof old = [];
    for (const one of [...old.filter((one) => !isOpen(one)), ...old.filter(isOpen)]) {
      if (kept.size <= most && countBytes(kept.values()) <= bytes) break;
      kept.delete(one[0]);
      gone.push(one);
    }
    for (const [id, output] of gone.reverse()) {
      const held = countBytes(kept.values());
      kept.set(id, output);
      // One that shares its memory with others that stay would go for nothing.
      if (kept.size <= most && countBytes(kept.values()) <= Math.max(bytes, held)) continue;
      kept.delete(id);
      outputs.delete(id);
      for (const comm of [...output.comms]) comm.close({ error: LET_GO });
    }
  };

  return {
    add: (source) => {
      const id = randomBytes(16).toString("hex");
      outputs.set(id, { source, comms: new Set() });
      letGo(id);
      return id;
    },
    withdraw: (id) => void outputs.delete(id),
    offered: () => [...outputs.keys()],
    open: (comm, { data }) => {
      const reading = readOpenMessage(data);
      if ("problem" in reading) throw new Error(reading.problem);
      const output = outputs.get(reading.payload.output);
      if (output === undefined) throw new Error(NOT_HERE);
      const answer = answerPage(comm, output.source);
      output.comms.add(comm);
      comm.signal.addEventListener("abort", () => output.comms.delete(comm));
      for (const silent of [...output.comms].slice(0, -views)) silent.close({ error: SILENT });
      return (message) => {
        output.comms.delete(comm);
        output.comms.add(comm);
        return answer(message);
      };
    },
  };
}

const LET_GO =
  "The kernel has let go of this output to make room for newer ones; run its cell again to bring it back.";
const SILENT =
  "This output has been opened in many other places since; reload the page to bring this view back.";
const NOT_HERE = "The kernel does not have this output; run its cell again to bring it back.";

function countBytes(outputs: Iterable<Output>): number {
  const held = new Set([...outputs].flatMap(({ source }) => source.holds ?? []));
  return [...held].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
