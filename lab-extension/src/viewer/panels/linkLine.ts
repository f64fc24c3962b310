import { createElement } from "../../dom/createElement";
import type { Translate } from "../../dom/translate";
import type { LiveLink } from "../../live/liveLink";

/** How it stands with the kernel, where a reader should know: a small mark while it is busy, a line once it is gone. */
export function createLinkLine(
  root: HTMLElement,
  link: LiveLink | null,
  translate: Translate,
  signal: AbortSignal,
): { readonly busy: HTMLElement; readonly line: HTMLElement } {
  const busy = createElement("span", "tsd-busy", { role: "status" });
  const line = createElement("p", "tsd-gone", { role: "status", hidden: "" });
  const show = () => {
    const status = link?.status ?? "none";
    root.dataset.link = status;
    busy.textContent = status === "busy" ? translate("kernel busy") : "";
    busy.title = status === "busy" ? translate("Full resolution comes when the kernel has time.") : "";
    line.hidden = status !== "gone";
    line.textContent =
      status === "gone"
        ? translate(
            "The kernel that made this is gone: run the notebook again, down to this cell, for full resolution and three exact planes.",
          )
        : "";
  };
  link?.onStatus(show, signal);
  show();
  return { busy, line };
}
