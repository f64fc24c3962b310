/** The few functions of Plotly that are used here; its distribution comes without types. */
export interface Plotly {
  react(element: HTMLElement, figure: PageFigure): Promise<PlotElement>;
  relayout(element: HTMLElement, changes: Readonly<Record<string, unknown>>): Promise<PlotElement>;
  purge(element: HTMLElement): void;
}

/** The element a figure was drawn in. Plotly keeps the layout up to date, with the camera in it. */
export interface PlotElement extends HTMLElement {
  readonly layout: Readonly<Record<string, unknown>>;
  on(event: string, listener: () => void): void;
  /** Not public; by name, what Plotly made of the layout's parts. */
  readonly _fullLayout?: Readonly<Record<string, unknown>>;
}

export interface PageFigure {
  readonly data: readonly object[];
  readonly layout: object;
  readonly config: object;
  readonly frames?: readonly object[];
}
