/** A font as a canvas takes it, and how high its lines are where these are set solid, CSS pixels. */
export interface TextFont {
  readonly name: string;
  readonly height: number;
}

export interface TextSize {
  readonly width: number;
  readonly height: number;
}

let context: CanvasRenderingContext2D | null = null;

/** The font of an element that is on the page. */
export function readFont(element: HTMLElement): TextFont {
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
  return { name: `${fontWeight} ${fontSize} ${fontFamily}`, height: Number.parseFloat(fontSize) };
}

/** The size of a line of text, CSS pixels; lays nothing out. */
export function measureText(text: string, { name, height }: TextFont): TextSize {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return { width: 0, height };
  context.font = name;
  return { width: context.measureText(text).width, height };
}
