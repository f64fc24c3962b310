import { expect, test, vi } from "vitest";
import { ShownTriangles } from "../../../../lab-extension/src/mesh/shownTriangles";
import type { PlotElement } from "../../../../lab-extension/src/plotly/plotlyApi";

/** As much of Plotly's drawn figure as is reached into. */
function drawnFigure(counts: Readonly<Record<string, number>>) {
  const traces = Object.fromEntries(
    Object.entries(counts).map(([uid, triangleCount]) => [uid, { mesh: { triangleCount } }]),
  );
  const update = vi.fn();
  const scene = { _scene: { traces: { ...traces, box: {} }, glplot: { update } } };
  const drawn = { _fullLayout: { scene } } as unknown as PlotElement;
  return { drawn, update, countOf: (uid: string) => traces[uid].mesh.triangleCount, traces };
}

test("hides and shows the triangles of surfaces, and has the figure drawn again", () => {
  const { drawn, update, countOf } = drawnFigure({ fine0: 900, coarse0: 80 });
  const triangles = new ShownTriangles();
  triangles.apply(drawn, (uid) => uid === "fine0");
  expect([countOf("fine0"), countOf("coarse0")]).toEqual([900, 0]);
  triangles.apply(drawn, (uid) => uid === "coarse0");
  expect([countOf("fine0"), countOf("coarse0")]).toEqual([0, 80]);
  expect(update).toHaveBeenCalledTimes(2);
});

test("knows how many there are when Plotly has built a surface anew", () => {
  const { drawn, countOf, traces } = drawnFigure({ fine0: 900 });
  const triangles = new ShownTriangles();
  triangles.apply(drawn, () => false);
  traces.fine0.mesh = { triangleCount: 700 };
  triangles.apply(drawn, () => false);
  triangles.apply(drawn, () => true);
  expect(countOf("fine0")).toBe(700);
});

test.each([{}, { scene: {} }, { scene: { _scene: { traces: { a: { mesh: {} } } } } }])(
  "leaves a figure alone that looks different: %j",
  (layout) => {
    const drawn = { _fullLayout: layout } as unknown as PlotElement;
    expect(() => new ShownTriangles().apply(drawn, () => true)).not.toThrow();
  },
);
