/** How to measure, for the viewer's help: keys and mouse, and what they do. English keys of the translator. */
export const MEASURE_KEYS: readonly (readonly [keys: string, action: string])[] = [
  ["Drag with a tool", "draws; an angle is closed by one more click"],
  ["Click with a tool", "places a point, the next click another"],
  ["Enter", "with a tool: the first point at the crosshair, then the point where it is"],
  ["Arrow keys", "move the point, or what has the focus, by one voxel; with Shift by ten"],
  ["Tab", "goes through the measurements of the plane and the points of the selected one"],
  ["Backspace", "takes back the last point; deletes the selected measurement"],
  ["Escape", "gives up drawing, then lays the tool down"],
  ["SD", "of all pixels whose centres lie in the ellipse, divided by their number"],
];
