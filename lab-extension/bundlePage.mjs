import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rspack } from "@rspack/core";
import { LicenseWebpackPlugin } from "license-webpack-plugin";

/**
 * Makes `dist/` from what TypeScript left in `lib/`: the viewer and Plotly for pages of `exportHtml`, and `exportHtml`
 * itself, each one file that needs nothing else, with the licences of what is in them.
 */

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

/** @type {import("@rspack/core").Configuration} */
const common = {
  mode: "production",
  context: here,
  devtool: false,
  performance: { hints: false },
  plugins: [
    /** @type {import("@rspack/core").RspackPluginInstance} */ (
      /** @type {unknown} */ (
        new LicenseWebpackPlugin({
          perChunkOutput: false,
          outputFilename: "licenses.txt",
          stats: { warnings: false, errors: true },
          excludedPackageTest: (name) => name === "jupyterlab-tslab-dicom",
        })
      )
    ),
  ],
};

/** One file for each entry: a chunk beside it would have to be loaded. */
const whole = { splitChunks: false, runtimeChunk: false, concatenateModules: true };

/** @type {import("@rspack/core").Configuration[]} */
const configurations = [
  {
    ...common,
    name: "page",
    target: ["web", "es2022"],
    entry: {
      viewer: ["./lib/standalone.js", "./style/index.css", "./style/page.css"],
      plotly: { import: "./plotlyForPage.js", library: { type: "var", name: "tsdPlotly" } },
      wholePlotly: { import: "./wholePlotlyForPage.js", library: { type: "var", name: "tsdPlotly" } },
    },
    output: {
      path: join(dist, "page"),
      filename: "[name].js",
      cssFilename: "[name].css",
      asyncChunks: false,
    },
    module: { rules: [{ test: /\.css$/, type: "css/auto" }] },
    optimization: whole,
  },
  {
    ...common,
    name: "export",
    target: "node20",
    entry: { export: { import: "./lib/export/index.js", library: { type: "commonjs2" } } },
    output: { path: dist, filename: "[name].js" },
    // Read by people whose export went wrong: as it was written.
    optimization: { ...whole, minimize: false, concatenateModules: false }, // and so that each package is seen for its licence
    node: { __dirname: false },
  },
];

const stats = await new Promise((resolve, reject) => {
  rspack(configurations, (error, result) => (error ? reject(error) : resolve(result)));
});
if (stats.hasErrors()) {
  process.stderr.write(`${stats.toString({ preset: "errors-warnings" })}\n`);
  process.exitCode = 1;
}
