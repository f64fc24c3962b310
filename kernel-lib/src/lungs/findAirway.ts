import { dilation } from "../segmentation/dilation";
import { opening } from "../segmentation/opening";
import type { Mask } from "../volume/mask";
import { coarsenMask } from "./coarsenMask";
import type { Body } from "./findBody";
import { findTrachea, type Trachea } from "./findTrachea";
import { type Airway, floodAirway } from "./floodAirway";
import type { LungGrid } from "./lungGrid";
import type { LungRecipe } from "./lungRecipe";
import { percentilesIn } from "./percentilesIn";
import type { ReadVoxel } from "./readVoxels";

/** Windpipe and bronchi. */
export interface FoundAirway extends Airway {
  readonly trachea: Trachea;
  /** Median of the lumen, in HU. */
  readonly hu: number;
  /** Cells of lumen and wall, which are no lung while lungs are looked for. */
  readonly cells: Mask;
  /** Cells of the windpipe, the main bronchi and their walls, which are no lung at all. */
  readonly central: Mask;
}

/** The airway of a scan; null where no windpipe is found. */
export function findAirway(
  grid: LungGrid,
  body: Body,
  airHu: number,
  values: ReadVoxel,
  recipe: LungRecipe,
): FoundAirway | null {
  const { volume, cells, factors } = grid;
  const trachea = findTrachea(cells, body, recipe);
  if (trachea === null) return null;
  const airway = floodAirway(grid, body.outside, trachea, airHu, values, recipe);
  const wall = { radius: recipe.airwayWall };
  const central = dilation(opening(airway.mask, { radius: recipe.centralAirway }), wall);
  return {
    ...airway,
    trachea,
    hu: percentilesIn(volume, airway.mask, [50])[0],
    cells: dilation(coarsenMask(airway.mask, cells.geometry, factors, recipe.airwayShare), wall),
    central: coarsenMask(central, cells.geometry, factors, 0.5),
  };
}
