import type { Control } from "./controlsPayload";
import { listSliderValues } from "./sliderValues";

/** "slice = 130, name = lungs". */
export function describeControls(controls: readonly Control[]): string {
  return controls.map((control) => `${control.name} = ${describeValue(control)}`).join(", ");
}

function describeValue(control: Control): string {
  if (control.kind === "choice") return control.labels[control.value];
  if (control.kind === "toggle") return control.value ? "yes" : "no";
  if (control.kind === "text") return JSON.stringify(control.value);
  const { valueAt, indexOf } = listSliderValues(control);
  return String(valueAt(indexOf(control.value)));
}
