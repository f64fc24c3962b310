import type { Translate } from "../dom/translate";
import type { LinkStatus } from "../live/liveLink";

/** One line for the reader on how it stands with the kernel; "" while it answers. */
export function describeLink(status: LinkStatus, translate: Translate): string {
  switch (status) {
    case "gone":
      return translate(
        "The controls do not move: the kernel that showed them does not run. Run this cell again to bring them back.",
      );
    case "busy":
      return translate("The kernel is busy; this follows when it is free.");
    case "seeking":
    case "live":
      return "";
  }
}
