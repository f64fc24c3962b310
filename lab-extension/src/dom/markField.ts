/** Mark a field as wrong and say why; "" marks it as right. */
export function markField(input: HTMLInputElement, why: string): void {
  input.title = why;
  if (why) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}
