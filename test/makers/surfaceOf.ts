import ndarray from "ndarray";
import { maskSurface } from "../../kernel-lib/src/surface/maskSurface";
import type { Mesh } from "../../kernel-lib/src/surface/mesh";
import { createGeometry } from "../../kernel-lib/src/volume/geometry";
import { maskFromVoxels } from "../../kernel-lib/src/volume/mask";

/** The surface of the voxels of 1 mm for which it is true, in a cube of so many along each side. */
export function surfaceOf(
  size: number,
  isInside: (slice: number, row: number, column: number) => boolean,
): Mesh {
  const voxels = Uint8Array.from({ length: size ** 3 }, (_, i) =>
    Number(isInside(Math.floor(i / size ** 2), Math.floor(i / size) % size, i % size)),
  );
  const geometry = createGeometry([size, size, size], { spacing: [1, 1, 1] });
  return maskSurface(maskFromVoxels(ndarray(voxels, [size, size, size]), geometry));
}
