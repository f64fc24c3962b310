import type { Translate } from "../dom/translate";
import type { LiveLink } from "../live/liveLink";

/** One line for the reader on how it stands with the kernel; "" while it answers. */
export function describeLink(link: LiveLink | null, translate: Translate): string {
  if (link === null) {
    return translate(
      "The controls do not move on this page, which has no kernel. Open the notebook in Jupyter and run this cell to move them.",
    );
  }
  switch (link.status) {
    case "gone":
      return translate(
        "The controls do not move: the kernel that showed them does not run. Run the notebook again, down to this cell, to bring them back.",
      );
    case "busy":
      return translate("The kernel is busy; this follows when it is free.");
    case "seeking":
    case "live":
      return "";
  }
}
