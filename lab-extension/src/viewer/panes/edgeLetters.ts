import { type Affine, nameEdges } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import { updateText } from "../../dom/updateText";
import type { PlaneFrame } from "../../slice/planeFrame";

const EDGES = ["left", "right", "top", "bottom"] as const;

export interface EdgeLetterMarks {
  readonly nodes: readonly HTMLElement[];
  update(frame: PlaneFrame): void;
}

/** What lies at each edge of a pane; nothing where nobody knows how the voxels lie. */
export function createEdgeLetters(affine: Affine | null): EdgeLetterMarks {
  if (affine === null) return { nodes: [], update: () => undefined };
  const nodes = EDGES.map((edge) =>
    createElement("span", `tsd-letter tsd-${edge}`, { "aria-hidden": "true" }),
  );
  return {
    nodes,
    update: ({ axis, lie }) => {
      const letters = nameEdges(affine, axis, lie);
      EDGES.forEach((edge, i) => {
        updateText(nodes[i], letters[edge]);
      });
    },
  };
}
