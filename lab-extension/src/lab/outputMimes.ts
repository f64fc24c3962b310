/**
 * The MIME names of the contract, written again: the plugin needs no more of it, and a page without outputs is not to
 * load the rest.
 */
export const OUTPUT_MIMES = {
  viewer: "application/vnd.tslab-dicom.viewer.v1+json",
  mesh: "application/vnd.tslab-dicom.mesh.v1+json",
  plotly: "application/vnd.plotly.v1+json",
} as const;
