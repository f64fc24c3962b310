import { sentenceOf } from "../../describe";
import type { CommMessage, CommTarget } from "./comm";
import { type OpenComm, openComm, type Publish } from "./openComm";

/** What the page may open, and what it has open. */
export interface CommHub {
  /** Adds a target, once. Several of a name are asked in turn, the newest first, until one does not refuse. */
  offer(target: CommTarget): void;
  /** The page opens a comm; what it had open under the id ends, since it does not know of it any more. */
  open(id: string, targetName: string, first: CommMessage, publish: Publish): void;
  /** The page says something; nothing happens when the comm is not open. */
  hear(id: string, message: CommMessage, publish: Publish): void;
  /** The page closed a comm. */
  close(id: string): void;
  /** The ids that are open or offered, with the names of their targets: those of one name, or all. */
  list(targetName?: string): Record<string, { target_name: string }>;
  /** Ends every comm without a word to the page. */
  end(): void;
}

interface Line {
  readonly open: OpenComm;
  readonly receive: (message: CommMessage) => unknown;
}

export function createCommHub(): CommHub {
  const targets = new Set<CommTarget>();
  const lines = new Map<string, Line>();

  const end = (id: string) => {
    lines.get(id)?.open.end();
    lines.delete(id);
  };
  const open: CommHub["open"] = (id, targetName, first, publish) => {
    end(id);
    const opened = openComm(id, targetName, publish);
    const { comm } = opened;
    const refusals: string[] = [];
    for (const target of [...targets].reverse()) {
      if (target.name !== targetName || comm.signal.aborted) continue;
      try {
        const receive = target.open(comm, first);
        if (comm.signal.aborted) return;
        lines.set(id, { open: opened, receive });
        comm.signal.addEventListener("abort", () => {
          if (lines.get(id)?.open === opened) lines.delete(id);
        });
        return;
      } catch (error) {
        refusals.push(sentenceOf(error));
      }
    }
    comm.close(refusals.length === 0 ? {} : { error: refusals[0] });
  };
  return {
    offer: (target) => void targets.add(target),
    open,
    hear: (id, message, publish) => {
      const line = lines.get(id);
      if (line === undefined) return;
      line.open.answer(publish);
      line.open.deliver(line.receive, message);
    },
    close: end,
    list: (targetName) => {
      const offered = [...targets].flatMap((target) => offeredBy(target).map((id) => [id, target.name]));
      const opened = [...lines].map(([id, line]) => [id, line.open.targetName]);
      const named = [...offered, ...opened].filter(([, name]) => name === (targetName ?? name));
      return Object.fromEntries(named.map(([id, name]) => [id, { target_name: name }]));
    },
    end: () => {
      for (const id of [...lines.keys()]) end(id);
    },
  };
}

/** None where the target itself fails: whoever asked waits for an answer. */
function offeredBy(target: CommTarget): readonly string[] {
  try {
    return target.offered();
  } catch {
    return [];
  }
}
