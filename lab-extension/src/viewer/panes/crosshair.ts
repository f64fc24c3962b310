import { createSvg } from "../../dom/createSvg";
import { updateAttribute } from "../../dom/updateAttribute";
import { toFrame } from "../../slice/planeFrame";
import type { Scene } from "./scene";

/** Half the length of the gap around the voxel, in CSS pixels: what it points at stays to be seen. */
const GAP = 12;

export interface Crosshair {
  readonly node: SVGElement;
  update(scene: Scene): void;
}

/** Two lines through the voxel of the state, open in the middle. */
export function createCrosshair(): Crosshair {
  const shadow = createSvg("path", { class: "tsd-crosshair-shadow" });
  const lines = createSvg("path", { class: "tsd-crosshair-lines" });
  const node = createSvg("g", { class: "tsd-crosshair" }, shadow, lines);
  return {
    node,
    update: ({ state, frame, box }) => {
      node.style.display = state.crosshair && isUseful(state.layout, state.tool) ? "" : "none";
      const { across, down } = toFrame(frame, state.voxel);
      const gap = GAP / box.scale;
      const [right, bottom] = [box.left + box.width, box.top + box.height];
      const path =
        `M${box.left} ${down}H${across - gap}M${across + gap} ${down}H${right}` +
        `M${across} ${box.top}V${down - gap}M${across} ${down + gap}V${bottom}`;
      for (const line of [shadow, lines]) updateAttribute(line, "d", path);
    },
  };
}

/** Alone, a plane has no other to point into: there it is a tool. */
function isUseful(layout: string, tool: string): boolean {
  return layout === "three" || tool === "crosshair";
}
