import { type MeshPayload, type MeshTrace, traceFrame, traceSurface } from "tslab-dicom/contract";
import { decodeMesh, type MeshArrays } from "./decodeMesh";

/** Names by which the parts of a surface are found in the figure. */
export const nameFine = (surface: number): string => `fine${surface}`;
export const nameCoarse = (surface: number): string => `coarse${surface}`;

/** The traces of a payload: of each surface all triangles and the few, then the box. @throws PayloadError when a part is damaged. */
export async function traceMesh(payload: MeshPayload): Promise<MeshTrace[]> {
  const { scene, surfaces } = payload;
  const traces: MeshTrace[] = [];
  for (const [i, surface] of surfaces.entries()) {
    const { name, fine, coarse, edges } = surface;
    const arrays = await decodeMesh(fine, payload, `The surface "${name}"`);
    traces.push({ ...traceSurface(scene, surface, arrays), uid: nameFine(i) });
    if (edges) traces.push(traceEdges(arrays));
    if (!coarse) continue;
    const few = await decodeMesh(coarse, payload, `The surface "${name}"`);
    traces.push({ ...traceSurface(scene, surface, few), uid: nameCoarse(i) });
  }
  return [...traces, ...traceFrame(scene)];
}

/** Each edge of the triangles once, as a line with a gap after it. */
function traceEdges({ x, y, z, i, j, k }: MeshArrays): MeshTrace {
  const seen = new Set<number>();
  const ends: number[] = [];
  const add = (from: number, to: number) => {
    const key = Math.min(from, to) * x.length + Math.max(from, to);
    if (seen.has(key)) return;
    seen.add(key);
    ends.push(from, to);
  };
  for (let t = 0; t < i.length; t++) {
    add(i[t], j[t]);
    add(j[t], k[t]);
    add(k[t], i[t]);
  }
  const along = (values: MeshArrays["x"]) => {
    const line = new Float32Array((ends.length / 2) * 3).fill(Number.NaN);
    for (const [at, vertex] of ends.entries()) line[(at >> 1) * 3 + (at & 1)] = values[vertex];
    return line;
  };
  return {
    type: "scatter3d",
    mode: "lines",
    x: along(x),
    y: along(y),
    z: along(z),
    line: { color: "rgb(50, 50, 50)", width: 1.5 },
    hoverinfo: "skip",
    showlegend: false,
  };
}
