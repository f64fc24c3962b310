import {
  type FieldCheck,
  isAxis,
  isCount,
  isRecord,
  isSize,
  isText,
  listOf,
  oneOf,
  recordOf,
} from "./fieldChecks";
import { type KernelMessage, LIVE_VERSION, type OpenMessage, type PageMessage } from "./live";
import { nameValue } from "./nameValue";
import { type Reading, readFields } from "./reading";
import { SLAB_MODES } from "./slab";

const isBoolean: FieldCheck = (value) => typeof value === "boolean";
const isRange: FieldCheck = (value) =>
  isRecord(value) && isCount(value.first) && isCount(value.last) && Number(value.first) <= Number(value.last);
const isOutputs = listOf(recordOf({ data: isRecord, metadata: isRecord }));

type Checks = Readonly<Record<string, FieldCheck>>;

const PAGE_CHECKS: Readonly<Record<PageMessage["kind"], Checks>> = {
  plane: {
    request: isCount,
    layer: (value) => value === 0 || value === 1,
    axis: isAxis,
    planes: isRange,
    mode: oneOf(...SLAB_MODES),
    overlays: isBoolean,
  },
  state: { state: isRecord },
  values: { request: isCount, values: isRecord },
};

const KERNEL_CHECKS: Readonly<Record<KernelMessage["kind"], Checks>> = {
  plane: {
    request: isCount,
    rows: isSize,
    columns: isSize,
    dtype: oneOf("int16", "float32"),
    padding: isBoolean,
  },
  values: {
    request: isCount,
    outputs: isOutputs,
    text: isText,
    error: isText,
  },
  error: { request: (value) => value === null || isCount(value), message: isText },
  set: { state: isRecord },
};

/** The data of a comm_open as what a page opens, or what is wrong with it. */
export function readOpenMessage(value: unknown): Reading<OpenMessage> {
  if (!isRecord(value)) return { problem: "expected an object" };
  if (value.version !== LIVE_VERSION) {
    return {
      problem: `the page speaks version ${nameValue(value.version)} of the link, the kernel version ${LIVE_VERSION}: update the older of tslab-dicom and jupyterlab-tslab-dicom`,
    };
  }
  return readFields(value, { output: isText }, () => "");
}

/** A page's message, checked field by field; or what is wrong with it. */
export function readPageMessage(value: unknown): Reading<PageMessage> {
  return readMessage(value, PAGE_CHECKS);
}

/** A kernel's message, checked field by field; or what is wrong with it. */
export function readKernelMessage(value: unknown): Reading<KernelMessage> {
  return readMessage(value, KERNEL_CHECKS);
}

function readMessage<T>(value: unknown, checks: Readonly<Record<string, Checks>>): Reading<T> {
  if (!isRecord(value)) return { problem: "expected an object" };
  const { kind } = value;
  if (typeof kind !== "string" || !Object.hasOwn(checks, kind)) {
    return { problem: `expected a message of kind ${Object.keys(checks).join(", ")}` };
  }
  return readFields(value, checks[kind], () => "");
}
