import type { PlotElement } from "../plotly/plotlyApi";
import { readMember } from "../plotly/readMember";

/**
 * Sets which surfaces of a drawn figure have their triangles drawn, without Plotly building any anew: it has no way to
 * say that, so this reaches into its scene and changes how many triangles of each are drawn.
 */
export class ShownTriangles {
  /** Triangles of each surface as Plotly has them, by the surface's drawing object. */
  private readonly counts = new WeakMap<object, number>();

  /**
   * @param isShown - whether the surface of that name is drawn; asked for each that the figure has.
   */
  apply({ _fullLayout = {} }: PlotElement, isShown: (uid: string) => boolean): void {
    const scene = readMember(readMember(_fullLayout, "scene"), "_scene");
    const traces = readMember(scene, "traces");
    if (typeof traces !== "object" || traces === null) return;
    for (const [uid, trace] of Object.entries(traces)) {
      const mesh = readMember(trace, "mesh");
      if (!hasTriangles(mesh)) continue;
      if (mesh.triangleCount > 0) this.counts.set(mesh, mesh.triangleCount);
      mesh.triangleCount = isShown(uid) ? (this.counts.get(mesh) ?? 0) : 0;
    }
    const plot = readMember(scene, "glplot");
    const update = readMember(plot, "update");
    if (typeof update === "function") update.call(plot, {});
  }
}

function hasTriangles(value: unknown): value is { triangleCount: number } {
  return typeof readMember(value, "triangleCount") === "number";
}
