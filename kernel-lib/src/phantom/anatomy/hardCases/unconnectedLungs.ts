import { type Canvas, paintTubes } from "../../paint/canvas";
import { smoothLine, type TubePoint } from "../../paint/shapes";
import { HU, TISSUE } from "../../paint/tissue";
import { MAIN_BRONCHUS } from "../organs";

/** Fills both main bronchi from near the carina to the lungs: no air leads from the trachea to a lung. */
export function paintUnconnectedLungs(canvas: Canvas): void {
  const plugs = (["left", "right"] as const).map((side) =>
    smoothLine(MAIN_BRONCHUS[side], 12)
      .filter(([x]) => Math.abs(x) > 9 && Math.abs(x) < 40)
      .map(([x, y, z, radius]): TubePoint => [x, y, z, radius + 1.2]),
  );
  const into = [TISSUE.airway, TISSUE.muscle, TISSUE.fat, TISSUE.blood] as const;
  paintTubes(canvas, plugs, { hu: HU.airwayWall, tissue: TISSUE.muscle, into });
}
