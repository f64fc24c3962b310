import type { ViewerPayload } from "tslab-dicom/contract";
import "../../../lab-extension/style/base.css";
import { Viewer } from "../../../lab-extension/src/viewer/viewer";

/** What a test asks of the page. */
export interface ViewerPage {
  show(payload: ViewerPayload): Promise<void>;
}

const host = document.querySelector<HTMLElement>(".host");
if (!host) throw new Error("no .host");
const viewer = new Viewer(host);
const page: ViewerPage = { show: (payload) => viewer.show(payload) };
Object.assign(window, { viewerPage: page });
