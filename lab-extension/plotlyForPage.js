/** Plotly as a page of `exportHtml` has it: a script that gives it a name. */
export { default } from "plotly.js-gl3d-dist-min";
