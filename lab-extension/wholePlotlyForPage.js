/** The whole of Plotly under the same name, for a page with figures that the small one does not draw. */
export { default } from "plotly.js-dist-min";
