import EventEmitter, { setMaxListeners } from "node:events";
import { onTestFinished, vi } from "vitest";

/**
 * An element that keeps what it is given and lays nothing out. Events do not go up to its parents: they are dispatched
 * where they are heard.
 */
export class FakeElement extends EventTarget {
  className = "";
  id = "";
  value = "";
  title = "";
  type = "";
  src = "";
  disabled = false;
  checked = false;
  open = false;
  tabIndex = -1;
  width = 0;
  height = 0;
  clientWidth = 100;
  scrollHeight = 0;
  clientHeight = 0;
  /** Where it is on the page, CSS pixels. */
  box = { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 };
  readonly dataset: Record<string, string> = {};
  readonly style = Object.assign({} as Record<string, string>, { setProperty: () => undefined });
  parentElement: FakeElement | null = null;
  private readonly attributes = new Map<string, string>();
  private nodes: (FakeElement | string)[] = [];

  constructor(readonly localName: string) {
    super();
  }

  get children(): readonly FakeElement[] {
    return this.nodes.filter((node) => node instanceof FakeElement);
  }
  get lastChild(): FakeElement | null {
    return this.children.at(-1) ?? null;
  }
  get textContent(): string {
    return this.nodes.map((node) => (typeof node === "string" ? node : node.textContent)).join("");
  }
  set textContent(text: string) {
    this.nodes = [text];
  }
  get hidden(): boolean {
    return this.hasAttribute("hidden");
  }
  set hidden(hidden: boolean) {
    if (hidden) this.setAttribute("hidden", "");
    else this.removeAttribute("hidden");
  }
  get valueAsNumber(): number {
    return Number(this.value);
  }
  get classList() {
    const names = () => this.className.split(" ").filter(Boolean);
    const toggle = (name: string, on: boolean) => {
      this.className = [...names().filter((each) => each !== name), ...(on ? [name] : [])].join(" ");
    };
    return {
      contains: (name: string) => names().includes(name),
      add: (name: string) => toggle(name, true),
      remove: (name: string) => toggle(name, false),
      toggle,
    };
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
    if (name.startsWith("data-")) this.dataset[name.slice(5)] = value;
    else if (name === "class") this.className = value;
    else if (name === "value" || name === "type" || name === "src") this[name] = value;
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  append(...nodes: (FakeElement | string)[]): void {
    this.adopt(nodes);
    this.nodes.push(...nodes);
  }
  prepend(...nodes: FakeElement[]): void {
    this.adopt(nodes);
    this.nodes.unshift(...nodes);
  }
  insertBefore(node: FakeElement, before: FakeElement | null): void {
    this.adopt([node]);
    this.nodes.splice(before ? this.nodes.indexOf(before) : this.nodes.length, 0, node);
  }
  replaceChildren(...nodes: (FakeElement | string)[]): void {
    for (const child of this.children) child.parentElement = null;
    this.nodes = [];
    this.append(...nodes);
  }
  remove(): void {
    const { parentElement } = this;
    if (parentElement) parentElement.nodes = parentElement.nodes.filter((node) => node !== this);
    this.parentElement = null;
  }
  contains(other: FakeElement | null): boolean {
    for (let at = other; at; at = at.parentElement) if (at === this) return true;
    return false;
  }
  /** All below with a class; other selectors find nothing. */
  querySelectorAll(selector: string): readonly FakeElement[] {
    const below = this.children.flatMap((child) => [child, ...child.all()]);
    return below.filter(({ classList }) => classList.contains(selector.slice(1)));
  }
  find(className: string): FakeElement {
    const [found] = this.querySelectorAll(`.${className}`);
    if (!found) throw new Error(`nothing here is a ${className}`);
    return found;
  }
  focus(): void {
    page.activeElement = this;
  }
  /** In no notebook. */
  closest(): null {
    return null;
  }
  cloneNode(): FakeElement {
    return createElement(this.localName);
  }
  getBoundingClientRect() {
    return this.box;
  }
  getBBox() {
    return { width: 10 };
  }
  /** Of a canvas that nobody looks at: whatever is drawn, and text of seven pixels a letter. */
  getContext(): object {
    const measure = (text: unknown) => ({ width: 7 * String(text).length });
    return new Proxy({}, { get: () => measure, set: () => true });
  }
  /** A picture that says how large it is. */
  toBlob(call: (blob: Blob) => void): void {
    call(new Blob([`${this.width} x ${this.height}`]));
  }

  private all(): readonly FakeElement[] {
    return this.children.flatMap((child) => [child, ...child.all()]);
  }
  private adopt(nodes: readonly (FakeElement | string)[]): void {
    for (const node of nodes) {
      if (typeof node === "string") continue;
      node.remove();
      node.parentElement = this;
    }
  }
}

class FakeInput extends FakeElement {}
class FakeSelect extends FakeElement {}

const page: { activeElement: FakeElement | null } = { activeElement: null };

function createElement(name: string): FakeElement {
  if (name === "input") return new FakeInput(name);
  return name === "select" ? new FakeSelect(name) : new FakeElement(name);
}

type Resized = (entries: readonly { readonly contentRect: object }[]) => void;

/** Who watches the size of which elements. */
const watchers = new Map<FakeElement, Resized>();

class FakeResizeObserver {
  constructor(private readonly call: Resized) {}
  observe(element: FakeElement): void {
    watchers.set(element, this.call);
  }
  disconnect(): void {
    for (const [element, call] of watchers) if (call === this.call) watchers.delete(element);
  }
}

/** Gives an element a size, as a browser does when it is on the page, CSS pixels. */
export function resize(element: FakeElement, width: number, height: number): void {
  watchers.get(element)?.([{ contentRect: { width, height } }]);
}

/** Puts a page without a browser in the place of the globals, for one test; `vi.unstubAllGlobals` takes it away. */
export function openFakePage(): void {
  page.activeElement = null;
  const { defaultMaxListeners } = EventEmitter;
  onTestFinished(() => setMaxListeners(defaultMaxListeners));
  setMaxListeners(0); // more of them end with one view than Node thinks likely
  const fakeDocument = Object.assign(new EventTarget(), {
    createElement,
    createElementNS: (_: string, name: string) => createElement(name),
  });
  Object.defineProperty(fakeDocument, "activeElement", { get: () => page.activeElement });
  vi.stubGlobal("document", fakeDocument);
  vi.stubGlobal("window", Object.assign(new EventTarget(), { devicePixelRatio: 1 }));
  vi.stubGlobal("devicePixelRatio", 1);
  vi.stubGlobal("Element", FakeElement);
  vi.stubGlobal("HTMLElement", FakeElement);
  vi.stubGlobal("HTMLInputElement", FakeInput);
  vi.stubGlobal("HTMLSelectElement", FakeSelect);
  vi.stubGlobal("ResizeObserver", FakeResizeObserver);
  vi.stubGlobal(
    "Image",
    class {
      async decode(): Promise<void> {}
    },
  );
  vi.stubGlobal(
    "XMLSerializer",
    class {
      serializeToString = () => "";
    },
  );
  vi.stubGlobal("getComputedStyle", () => ({ fontWeight: "400", fontSize: "12px", fontFamily: "serif" }));
  vi.stubGlobal("requestAnimationFrame", (call: () => void) => setTimeout(call));
  vi.stubGlobal("cancelAnimationFrame", (frame: ReturnType<typeof setTimeout>) => clearTimeout(frame));
  vi.stubGlobal(
    "ImageData",
    class {
      readonly data: Uint8ClampedArray;
      constructor(
        readonly width: number,
        readonly height: number,
      ) {
        this.data = new Uint8ClampedArray(4 * width * height);
      }
    },
  );
}

/** A key that is pressed, as the listeners of an element hear it. */
export function pressKey(element: FakeElement, key: string): void {
  element.dispatchEvent(Object.assign(new Event("keydown", { cancelable: true }), { key }));
}

/** The same as the window hears it, before the element does. */
export function passKey(element: FakeElement, key: string, shiftKey = false): void {
  const event = new Event("keydown", { cancelable: true });
  Object.defineProperty(event, "target", { value: element });
  window.dispatchEvent(Object.assign(event, { key, shiftKey, getModifierState: () => false }));
}
