import { createElement } from "../../dom/createElement";

export interface PlaneSlider {
  readonly input: HTMLInputElement;
  readonly caption: HTMLElement;
  readonly badge: HTMLElement;
  /** Show another place: as words below the slider and, for who listens, as its value. */
  show(index: number, position: string): void;
}

/** The slider below a pane, and the line that says where it is. */
export function createPlaneSlider(
  name: string,
  count: number,
  signal: AbortSignal,
  onMove: (index: number) => void,
): PlaneSlider {
  const input = createElement("input", "tsd-slider", {
    type: "range",
    min: "0",
    max: String(count - 1),
    step: "1",
    "aria-label": name,
  });
  input.disabled = count === 1;
  input.addEventListener("input", () => onMove(input.valueAsNumber), { signal });
  const position = createElement("span", "tsd-position");
  const badge = createElement("span", "tsd-badge");
  return {
    input,
    caption: createElement("div", "tsd-caption", {}, position, badge),
    badge,
    show: (index, words) => {
      if (input.valueAsNumber !== index) input.value = String(index);
      if (position.textContent === words) return;
      position.textContent = words;
      input.setAttribute("aria-valuetext", `${words.charAt(0).toUpperCase()}${words.slice(1)}`);
    },
  };
}
