import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { describedAs } from "../describe";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../options";
import { type Mask, type MaskLike, toMask } from "../volume/mask";
import { thousands } from "../words";
import { type ConnectedRuns, type Connectivity, connectRuns, largestRoot } from "./connectRuns";
import { paintRuns, type Runs, runsOf } from "./runs";

export interface LabelOptions {
  /** 6: shared faces, 18: also edges, 26: also corners. @default 26, as scikit-image */
  connectivity?: Connectivity;
}

const KINDS: OptionKinds<LabelOptions> = { connectivity: "number" };

/** The connected components of a mask, numbered from 1 in raster order of their first voxel. */
export interface Components {
  readonly count: number;
  /** Voxels by component number; `sizes[0]` counts the background. */
  readonly sizes: Uint32Array;
  /** Component number of every voxel, [slices, rows, columns], 0 is background; made on first access and kept. */
  readonly labels: NdArray<Int32Array>;
  /** The mask of one component, by number. @throws InvalidArgumentError for a number that is not there. */
  readonly component: (number: number) => Mask;
}

/**
 * The connected components of a mask's voxels.
 *
 * Options: `connectivity` (26, else 18 or 6).
 */
export function label(mask: MaskLike, options: LabelOptions = {}): Components {
  const connectivity = chosenConnectivity(options);
  const source = toMask(mask);
  const { shape } = source.geometry;
  const runs = runsOf(source);
  const connected = connectRuns(runs, shape, connectivity);
  const numbers = numberRoots(connected);
  const voxels = shape[0] * shape[1] * shape[2];
  const sizes = [voxels];
  for (let run = 0; run < numbers.length; run++) {
    if (connected.roots[run] !== run) continue;
    sizes.push(connected.sizes[run]);
    sizes[0] -= connected.sizes[run];
  }
  let labels: NdArray<Int32Array> | undefined;
  const components: Components = {
    count: sizes.length - 1,
    sizes: Uint32Array.from(sizes),
    get labels() {
      labels ??= ndarray(writeLabels(runs, numbers, shape), [...shape]);
      return labels;
    },
    component(number) {
      if (!Number.isInteger(number) || number < 1 || number >= sizes.length) {
        throw new InvalidArgumentError("number", `a component from 1 to ${sizes.length - 1}`, number);
      }
      return paintRuns(source, runs, (run) => numbers[run] === number);
    },
  };
  return describedAs(components, describeComponents);
}

/**
 * The component with most voxels, the first in raster order among equals; an empty mask for an empty one.
 *
 * Options: `connectivity` (26, else 18 or 6).
 */
export function largestComponent(mask: MaskLike, options: LabelOptions = {}): Mask {
  const connectivity = chosenConnectivity(options);
  const source = toMask(mask);
  const runs = runsOf(source);
  const connected = connectRuns(runs, source.geometry.shape, connectivity);
  const root = largestRoot(connected);
  return paintRuns(source, runs, (run) => connected.roots[run] === root);
}

function chosenConnectivity(options: LabelOptions): Connectivity {
  requireOptions(options, KINDS);
  const { connectivity = 26 } = options;
  requireChoice("connectivity", connectivity, [6, 18, 26]);
  return connectivity;
}

/** Component number of each run: roots come in raster order, so counting them numbers them. */
function numberRoots({ roots }: ConnectedRuns): Int32Array {
  const numbers = new Int32Array(roots.length);
  let count = 0;
  for (let run = 0; run < roots.length; run++) {
    numbers[run] = roots[run] === run ? ++count : numbers[roots[run]];
  }
  return numbers;
}

function writeLabels(runs: Runs, numbers: Int32Array, shape: readonly [number, number, number]): Int32Array {
  const [slices, rows, columns] = shape;
  const labels = new Int32Array(slices * rows * columns);
  for (let row = 0; row < slices * rows; row++) {
    for (let run = runs.firstOfRow[row]; run < runs.firstOfRow[row + 1]; run++) {
      labels.fill(numbers[run], row * columns + runs.starts[run], row * columns + runs.ends[run]);
    }
  }
  return labels;
}

function describeComponents({ count, sizes }: Components): string {
  const largest = sizes.slice(1).sort().reverse().slice(0, 3);
  const list = [...largest].map(thousands).join(", ");
  return `Components: ${count}${count === 0 ? "" : `, the largest of ${list} voxels`}`;
}
