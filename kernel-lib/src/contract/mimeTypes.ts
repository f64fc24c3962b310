/** The slice viewer's payload, a `ViewerPayload`. */
export const VIEWER_MIME = "application/vnd.tslab-dicom.viewer.v1+json";
/** Surfaces to turn, a `MeshPayload`. */
export const MESH_MIME = "application/vnd.tslab-dicom.mesh.v1+json";
/** A Plotly figure, as every renderer of Plotly's draws it. */
export const PLOTLY_MIME = "application/vnd.plotly.v1+json";
