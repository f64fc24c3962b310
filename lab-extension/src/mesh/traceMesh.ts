import { type MeshPayload, type MeshTrace, traceEdges, traceFrame, traceSurface } from "tslab-dicom/contract";
import { decodeMesh } from "./decodeMesh";

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
    if (edges) traces.push(traceEdges(arrays, (line) => line));
    if (!coarse) continue;
    const few = await decodeMesh(coarse, payload, `The surface "${name}"`);
    traces.push({ ...traceSurface(scene, surface, few), uid: nameCoarse(i) });
  }
  return [...traces, ...traceFrame(scene)];
}
