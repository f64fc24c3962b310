/** Shows a viewer alone on the whole screen, or in its page again; rejects where the page or the browser does not allow it. */
export async function toggleFullScreen(root: HTMLElement): Promise<void> {
  if (document.fullscreenElement === root) await document.exitFullscreen();
  else await root.requestFullscreen();
}
