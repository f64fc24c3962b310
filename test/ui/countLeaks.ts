import type { CDPSession, Page } from "playwright-core";
import { LIVE_TARGET } from "tslab-dicom/contract";
import { countComms, type LabPage } from "./liveNotebook";

/** What reruns of a cell must not pile up. */
export interface LeakCounts {
  /** Widgets of JupyterLab in memory. */
  readonly widgets: number;
  /** Comms that the kernel has open. */
  readonly kernelComms: number;
  /** Comms that the page has open. */
  readonly pageComms: number;
  /** Live outputs that the kernel keeps. */
  readonly outputs: number;
  /** Elements and other nodes of the DOM, detached ones too. */
  readonly nodes: number;
  /** Nodes that scripts hold and that are in no page. */
  readonly detached: number;
  readonly listeners: number;
  /** WebGL contexts that are not lost. */
  readonly contexts: number;
  /** Memory of the page's scripts, MB. */
  readonly pageHeap: number;
  /** Memory of the kernel's scripts, MB. */
  readonly kernelHeap: number;
  /** Buffers beside it, MB. */
  readonly kernelBuffers: number;
}

const MB = 1e6;

/** Objects of a kind in memory, after what nobody holds has been freed; `pick` chooses among them. */
async function countObjects(cdp: CDPSession, prototype: string, pick = "() => true"): Promise<number> {
  const objectGroup = "leaks";
  const { result } = await cdp.send("Runtime.evaluate", { expression: prototype, objectGroup });
  const { objects } = await cdp.send("Runtime.queryObjects", {
    prototypeObjectId: result.objectId ?? "",
    objectGroup,
  });
  const counted = await cdp.send("Runtime.callFunctionOn", {
    objectId: objects.objectId ?? "",
    functionDeclaration: `function () { return this.filter(${pick}).length; }`,
    returnByValue: true,
  });
  await cdp.send("Runtime.releaseObjectGroup", { objectGroup });
  return Number(counted.result.value);
}

/** The class that all widgets come from: the last but Object. */
const WIDGET = `(() => {
  let prototype = jupyterapp.shell;
  while (Object.getPrototypeOf(prototype) !== Object.prototype) prototype = Object.getPrototypeOf(prototype);
  return prototype;
})()`;

/** What the kernel holds, after its garbage is gone. */
const KERNEL_MEMORY = `{
  const v8 = await import("v8");
  const vm = await import("vm");
  v8.setFlagsFromString("--expose-gc");
  vm.runInNewContext("gc")();
  console.log(JSON.stringify(process.memoryUsage()));
}`;

async function readKernelMemory(page: Page): Promise<{ heapUsed: number; arrayBuffers: number }> {
  const text = await page.evaluate(async (code) => {
    const { kernel } = (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.session;
    const future = kernel.requestExecute({ code });
    let heard = "";
    future.onIOPub = ({ content }) => {
      heard += content.text ?? "";
    };
    await future.done;
    return heard;
  }, KERNEL_MEMORY);
  return JSON.parse(text);
}

/** The counts of the open notebook's page and kernel. */
export async function countLeaks(page: Page): Promise<LeakCounts> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const { heapUsed, arrayBuffers } = await readKernelMemory(page);
  const widgets = await countObjects(cdp, WIDGET);
  const detached = await countObjects(
    cdp,
    "Node.prototype",
    '(node) => !Object.hasOwn(node, "constructor") && !node.isConnected',
  );
  const open = "(context) => !context.isContextLost()";
  const contexts =
    (await countObjects(cdp, "WebGLRenderingContext.prototype", open)) +
    (await countObjects(cdp, "WebGL2RenderingContext.prototype", open));
  for (let i = 0; i < 3; i++) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  await cdp.detach();
  const pageComms = await page.evaluate((target) => {
    const { kernel } = (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.session;
    return [...kernel._comms.values()].filter(({ targetName }) => targetName === target).length;
  }, LIVE_TARGET);
  const { outputs, comms: kernelComms } = await countComms(page);
  return {
    widgets,
    kernelComms,
    pageComms,
    outputs,
    nodes: metric("Nodes"),
    detached,
    listeners: metric("JSEventListeners"),
    contexts,
    pageHeap: metric("JSHeapUsedSize") / MB,
    kernelHeap: heapUsed / MB,
    kernelBuffers: arrayBuffers / MB,
  };
}
