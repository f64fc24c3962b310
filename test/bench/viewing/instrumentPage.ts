import type { BrowserContext, Page } from "playwright-core";

const OURS = "jupyterlab-tslab-dicom";

interface Instrumented {
  readonly viewingBench: {
    /** When large messages of a kernel reached the page. */
    readonly arrivals: number[];
    /** How long `activate` of each of our plugins took. */
    readonly activations: number[];
  };
}

/** A request for a file of our extension. */
export interface OwnRequest {
  readonly url: string;
  /** Of the answer's body, as it was sent. */
  readonly bytes: number;
}

/**
 * Notes in every page of a context, from its start, when large messages arrive and how long our plugins' activation
 * takes. The plugin is met where JupyterLab takes it from the bundle, so the first activation is timed, the real one.
 */
export async function instrumentPages(context: BrowserContext): Promise<void> {
  await context.addInitScript((ours) => {
    const LARGE = 100_000;
    const arrivals: number[] = [];
    const activations: number[] = [];
    Object.assign(window, { viewingBench: { arrivals, activations } });

    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
      constructor(...given: ConstructorParameters<typeof Plain>) {
        super(...given);
        this.addEventListener("message", ({ data, timeStamp }) => {
          if ((data.byteLength ?? data.length) >= LARGE) arrivals.push(timeStamp);
        });
      }
    };

    interface Plugin {
      activate: (...given: unknown[]) => unknown;
    }
    const timed = (plugin: Plugin) => {
      const { activate } = plugin;
      plugin.activate = (...given) => {
        const started = performance.now();
        const end = () => void activations.push(performance.now() - started);
        const result = activate(...given);
        if (result instanceof Promise) result.then(end, end);
        else end();
        return result;
      };
    };
    Object.assign(window, {
      _JUPYTERLAB: new Proxy<
        Record<
          string,
          { init: unknown; get: (path: string) => Promise<() => { default: Plugin | Plugin[] }> }
        >
      >(
        {},
        {
          set(target, name: string, container) {
            const get = async (path: string) => {
              const load = await container.get(path);
              return () => {
                const module = load();
                if (path === "./extension") [module.default].flat().forEach(timed);
                return module;
              };
            };
            // Its own fields cannot be replaced.
            target[name] = name === ours ? { init: container.init, get } : container;
            return true;
          },
        },
      ),
    });
  }, OURS);
}

/** Requests of a context for files of our extension, in their order; grows while pages load more. */
export function ownRequests(context: BrowserContext): readonly OwnRequest[] {
  const requests: OwnRequest[] = [];
  context.on("requestfinished", async (request) => {
    if (!request.url().includes(`/extensions/${OURS}/`)) return;
    const { responseBodySize } = await request.sizes();
    requests.push({ url: request.url(), bytes: responseBodySize });
  });
  return requests;
}

export const largeArrivals = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as Instrumented).viewingBench.arrivals);

export const activations = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as Instrumented).viewingBench.activations);
