import { dilation } from "../segmentation/dilation";
import { opening } from "../segmentation/opening";
import { or } from "../segmentation/setAlgebra";
import { cropMask, pasteMask } from "../volume/cropMask";
import type { Mask } from "../volume/mask";
import { maskBox } from "../volume/maskMeasures";
import { growBox, type VoxelBox } from "../volume/voxelBox";
import { coarsenMask } from "./coarsenMask";
import type { Body } from "./findBody";
import { findTrachea, type Trachea } from "./findTrachea";
import { type Airway, floodAirway } from "./floodAirway";
import type { LungGrid } from "./lungGrid";
import type { LungRecipe } from "./lungRecipe";
import type { ReadVoxel } from "./readVoxels";

/** Windpipe and bronchi. */
export interface FoundAirway extends Airway {
  readonly trachea: Trachea;
  /** Cells of lumen and wall, which are no lung while lungs are looked for. */
  readonly cells: Mask;
  /** Cells of the windpipe, the main bronchi and their walls, which are no lung at all. */
  readonly central: Mask;
}

/** The airway of a scan; null where no windpipe is found, or one that has no wall. */
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
  if (airway === null) return null;
  // Where the flood stops short in noise, the windpipe is known none the less.
  const windpipe = trachea.cells;
  const wall = { radius: recipe.airwayWall };
  // It is a small part of a scan.
  const box = growBox(boxOf(airway.mask), recipe.centralAirway + recipe.airwayWall, volume.geometry);
  const lumen = cropMask(airway.mask, box);
  const central = dilation(opening(lumen, { radius: recipe.centralAirway }), wall);
  return {
    ...airway,
    trachea,
    cells: dilation(
      or(coarsenMask(airway.mask, cells.geometry, factors, recipe.airwayShare), windpipe),
      wall,
    ),
    central: or(
      coarsenMask(pasteMask(central, volume.geometry, box), cells.geometry, factors, 0.5),
      dilation(windpipe, wall),
    ),
  };
}

function boxOf(mask: Mask): VoxelBox {
  const box = maskBox(mask);
  if (box === null) throw new Error("an airway must have a voxel");
  return box;
}
