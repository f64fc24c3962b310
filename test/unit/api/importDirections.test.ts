import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { circlesOf, edgesOf, importsBelow, roomOf, sourceFiles } from "../../checks/importGraph";

/** The plain files beside the rooms, which every room may import. */
const GROUND = [
  "allocated.ts",
  "breathe.ts",
  "describe.ts",
  "errors.ts",
  "limits.ts",
  "options.ts",
  "random.ts",
  "requireWasm.ts",
  "version.ts",
  "words.ts",
];

/**
 * Every room of the library, from the ground up, and the rooms that its own files import: these and no others. A room
 * stands below all that import it, so that nothing leads back.
 */
const LIBRARY: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  volume: ["ground", "contract"],

  "dicom/source": ["ground"],
  "dicom/elements": ["ground", "dicom/source"],
  "dicom/image": ["ground", "contract", "volume", "dicom/source", "dicom/elements"],
  "dicom/values": ["volume", "dicom/image"],
  "dicom/pixels/places": ["ground", "dicom/source", "dicom/elements", "dicom/image"],
  "dicom/pixels/codestream": ["ground", "dicom/source", "dicom/elements", "dicom/image"],
  "dicom/pixels/codecs": ["dicom/source", "dicom/pixels/codestream"],
  "dicom/pixels/frame": [
    "ground",
    "dicom/source",
    "dicom/elements",
    "dicom/image",
    "dicom/pixels/codestream",
    "dicom/pixels/codecs",
  ],
  "dicom/pixels/threads": [
    "ground",
    "dicom/source",
    "dicom/image",
    "dicom/pixels/codecs",
    "dicom/pixels/frame",
  ],
  "dicom/pixels": [
    "ground",
    "dicom/source",
    "dicom/elements",
    "dicom/image",
    "dicom/pixels/places",
    "dicom/pixels/threads",
  ],
  "dicom/stack": ["ground", "volume", "dicom/elements"],
  "dicom/repair": ["ground", "volume", "dicom/stack"],
  "dicom/report": ["ground", "dicom/source", "dicom/elements", "dicom/pixels/places"],
  "dicom/series": ["ground", "volume", "dicom/elements", "dicom/image", "dicom/stack", "dicom/report"],
  dicom: [
    "ground",
    "volume",
    "dicom/source",
    "dicom/elements",
    "dicom/image",
    "dicom/values",
    "dicom/pixels/places",
    "dicom/pixels",
    "dicom/stack",
    "dicom/repair",
    "dicom/report",
    "dicom/series",
  ],

  "phantom/paint": ["ground", "volume"],
  "phantom/anatomy": ["ground", "volume", "phantom/paint"],
  "phantom/anatomy/hardCases": ["ground", "volume", "phantom/paint", "phantom/anatomy"],
  phantom: ["ground", "phantom/paint", "phantom/anatomy", "phantom/anatomy/hardCases"],
  "phantom/files": ["ground", "dicom/elements", "phantom/paint", "phantom"],

  segmentation: ["ground", "contract", "volume"],
  measure: ["ground", "contract", "volume", "segmentation"],
  lungs: ["ground", "contract", "volume", "segmentation", "measure"],
  clustering: ["ground", "volume"],
  surface: ["ground", "contract", "volume"],

  "display/raster": ["ground"],
  "display/jpeg": ["ground", "display/raster"],
  "display/colour": ["ground", "contract", "volume", "measure"],
  "display/overlay": ["ground", "contract", "volume", "display/raster"],
  "display/figure": [
    "ground",
    "contract",
    "volume",
    "segmentation",
    "surface",
    "display/raster",
    "display/colour",
    "display/overlay",
  ],
  "display/mesh": ["ground", "contract", "surface", "display/raster", "display/colour"],
  "display/payload": [
    "ground",
    "contract",
    "volume",
    "surface",
    "display/raster",
    "display/jpeg",
    "display/colour",
    "display/overlay",
    "display/mesh",
  ],
  "display/plot": [
    "ground",
    "contract",
    "volume",
    "measure",
    "display/raster",
    "display/figure",
    "display/payload",
  ],
  "display/table": ["ground"],

  "kernel/tslab": [],
  "kernel/comm": ["ground", "contract", "kernel/tslab"],
  "kernel/live": ["ground", "contract", "kernel/tslab", "kernel/comm"],
  "kernel/viewer": [
    "ground",
    "contract",
    "volume",
    "display/raster",
    "display/colour",
    "display/figure",
    "display/payload",
    "kernel/live",
  ],
  "kernel/output": ["display/raster", "display/payload"],
  "kernel/controls": [
    "ground",
    "contract",
    "display/raster",
    "display/payload",
    "kernel/tslab",
    "kernel/live",
    "kernel/output",
  ],
  kernel: [
    "ground",
    "contract",
    "volume",
    "dicom/source",
    "dicom",
    "segmentation",
    "lungs",
    "measure",
    "surface",
    "display/raster",
    "display/colour",
    "display/overlay",
    "display/figure",
    "display/mesh",
    "display/payload",
    "display/plot",
    "display/table",
    "kernel/tslab",
    "kernel/live",
    "kernel/viewer",
    "kernel/output",
    "kernel/controls",
  ],
};

/** Rooms of the extension in the same way; of the library they know the contract alone. */
const EXTENSION: Readonly<Record<string, readonly string[]>> = {
  dom: [],
  decode: [],
  slice: ["dom"],
  live: [],
  source: ["decode", "slice", "live"],
  measure: ["dom", "slice", "source"],
  "viewer/state": ["slice", "live"],
  "viewer/panes": ["dom", "decode", "slice", "source", "measure", "viewer/state"],
  "viewer/panels": ["dom", "slice", "live", "measure", "viewer/state", "viewer/panes"],
  controls: ["dom", "decode", "live"],
  viewer: [
    "dom",
    "decode",
    "slice",
    "live",
    "source",
    "measure",
    "controls",
    "viewer/state",
    "viewer/panes",
    "viewer/panels",
  ],
  plotly: ["dom"],
  mesh: ["dom", "decode", "plotly"],
  lab: ["dom", "live", "controls", "viewer/state", "viewer", "plotly", "mesh"],
  ".": ["dom", "controls", "viewer", "plotly", "mesh", "lab"],
};

/** Npm packages, and Node's file system, that one place alone may know. */
const ONLY_IN: Readonly<Record<string, (file: string) => boolean>> = {
  "dicom-parser": (file) => file === "dicom/elements/parseHeader.ts",
  // Its writer there, its data dictionary here.
  dcmjs: (file) => file.startsWith("phantom/files/") || file === "dicom/elements/findTag.ts",
  "dcmjs-codecs": (file) => file === "dicom/pixels/codecs/dcmjsCodecs.ts",
  tinypool: (file) => file === "dicom/pixels/threads/decoderPool.ts",
  "fastest-levenshtein": (file) => file === "options.ts",
  fflate: (file) => file === "dicom/elements/inflate.ts",
  "dicom-character-set": (file) => file === "dicom/elements/decodeText.ts",
  pngjs: (file) => file === "display/raster/png.ts",
  "opentype.js": (file) => file === "display/raster/font.ts",
  "meshoptimizer/encoder": (file) => file === "display/payload/meshCoder.ts",
  "@jsquash/webp/codec/enc/webp_enc_simd.js": (file) => file === "display/payload/webpCoder.ts",
  "meshoptimizer/simplifier": (file) => file === "surface/simplifyMesh.ts",
  "node:fs": (file) =>
    [
      "dicom/source/openDiskFile.ts",
      "dicom/source/listDisk.ts",
      "display/raster/font.ts",
      "display/payload/webpCoder.ts",
    ].includes(file) || file.startsWith("phantom/files/"),
};

const source = fileURLToPath(new URL("../../../kernel-lib/src", import.meta.url));
const extensionSource = fileURLToPath(new URL("../../../lab-extension/src", import.meta.url));
const imports = importsBelow(source).filter(({ file }) => file !== "index.ts");
const extensionImports = importsBelow(extensionSource);

const libraryRoom = (file: string) => (roomOf(file) === "." ? "ground" : roomOf(file));

describe.each([
  ["the library", LIBRARY, imports, source, libraryRoom],
  ["the extension", EXTENSION, extensionImports, extensionSource, roomOf],
] as const)("%s", (_name, rooms, all, folder, room) => {
  test("has these rooms, and no other", () => {
    expect(all.length).toBeGreaterThan(50);
    const found = new Set(sourceFiles(folder).map(room));
    found.delete("ground");
    expect([...found].sort()).toEqual(Object.keys(rooms).sort());
  });

  test.each(Object.keys(rooms))("%s imports what the table says, and nothing more", (name) => {
    const edges = edgesOf(all, room).get(name) ?? new Set();
    expect([...edges].sort()).toEqual([...rooms[name]].sort());
  });

  test("a room stands above every room that it imports", () => {
    const order = ["ground", ...Object.keys(rooms)];
    const upward = Object.entries(rooms).flatMap(([name, targets]) =>
      targets.filter((to) => order.indexOf(to) >= order.indexOf(name)).map((to) => `${name} -> ${to}`),
    );
    expect(upward).toEqual([]);
  });

  test("files and folders lead nowhere in a circle", () => {
    expect(circlesOf(edgesOf(all))).toEqual([]);
    expect(circlesOf(edgesOf(all, room))).toEqual([]);
  });
});

test("a circle is seen", () => {
  const edges = new Map([
    ["a", new Set(["b"])],
    ["b", new Set(["c"])],
    ["c", new Set(["b"])],
  ]);
  expect(circlesOf(edges)).toEqual([["b", "c", "b"]]);
});

test("the ground imports no room", () => {
  expect(sourceFiles(source).filter((file) => roomOf(file) === ".")).toEqual([...GROUND, "index.ts"].sort());
  const upward = imports.filter(
    ({ file, to }) => GROUND.includes(file) && to !== null && !GROUND.includes(to),
  );
  expect(upward).toEqual([]);
});

test("only what makes or shows scans knows DICOM", () => {
  const users = imports.filter(({ file, to }) => to?.startsWith("dicom/") && !file.startsWith("dicom/"));
  expect([...new Set(users.map(({ file }) => file.split("/")[0]))].sort()).toEqual(["kernel", "phantom"]);
});

test("phantom, which readers are tried on, takes no more of them than a table", () => {
  const taken = imports.filter(({ file, to }) => file.startsWith("phantom/") && to?.startsWith("dicom/"));
  expect(taken.map(({ to }) => to)).toEqual(["dicom/elements/transferSyntaxes.ts"]);
});

test.each(Object.entries(ONLY_IN))("%s is known in one place", (name, allowed) => {
  const users = imports
    .filter(({ target }) => target === name || target === `${name}/promises`)
    .map(({ file }) => file);
  expect(users.length).toBeGreaterThan(0);
  expect(users.filter((file) => !allowed(file))).toEqual([]);
});

test("JupyterLab's own packages are known to the room `lab` and the plugin alone", () => {
  const users = extensionImports.filter(({ target }) => /^@(jupyterlab|lumino)\//.test(target));
  expect([...new Set(users.map(({ file }) => roomOf(file)))].sort()).toEqual([".", "lab"]);
});

test("the contract imports nothing outside its folder, and is all that the extension takes from the library", () => {
  const ofContract = imports.filter(({ file }) => file.startsWith("contract/"));
  expect(ofContract.length).toBeGreaterThan(5);
  expect(ofContract.filter(({ target }) => !/^\.\/\w+$/.test(target))).toEqual([]);
  const fromLibrary = extensionImports.filter(({ target }) => /kernel-lib|tslab-dicom/.test(target));
  expect(fromLibrary.length).toBeGreaterThan(0);
  expect(fromLibrary.filter(({ target }) => target !== "tslab-dicom/contract")).toEqual([]);
});
