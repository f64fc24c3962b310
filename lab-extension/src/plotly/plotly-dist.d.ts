declare module "plotly.js-gl3d-dist-min" {
  const plotly: import("./plotlyApi").Plotly;
  export default plotly;
}

declare module "plotly.js-dist-min" {
  const plotly: import("./plotlyApi").Plotly;
  export default plotly;
}
