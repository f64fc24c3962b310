import { LiveContexts } from "./liveContexts";

/** Browsers take WebGL contexts away beyond 8 to 16 a page; other extensions need some too. */
const LIVE_PLOTS = 6;

/** Those of this page. */
export const PAGE_CONTEXTS: LiveContexts = new LiveContexts(LIVE_PLOTS);
