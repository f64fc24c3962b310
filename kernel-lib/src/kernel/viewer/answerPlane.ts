import type { PlaneReply, PlaneRequest } from "../../contract";
import type { ShownVolume } from "../../display/payload/shownVolume";
import { InvalidArgumentError } from "../../errors";
import { readLabelPlane } from "../../volume/readLabelPlane";
import { readMaskPlane } from "../../volume/readMaskPlane";
import { readPlane } from "../../volume/readPlane";
import type { LiveMessage } from "../live/liveSource";

/**
 * The plane that a page asks for, and the overlays in it, as `PlaneReply` says. Over a slab a mask is where any of its
 * planes has it, and a label map shows the greatest label.
 *
 * @throws InvalidArgumentError for planes outside the volume, or of a second volume where there is none.
 */
export function answerPlane(shown: ShownVolume, request: PlaneRequest): LiveMessage {
  const { axis, planes, mode } = request;
  const volume = request.layer === 0 ? shown.volume : shown.second?.volume;
  if (volume === undefined) throw new InvalidArgumentError("layer", "0: there is no second volume", 1);
  const { rows, columns, values, padding } = readPlane(volume, axis, planes, mode);
  const overlays = request.overlays
    ? [
        ...shown.overlays.map(({ mask }) => readMaskPlane(mask, axis, planes, "any")),
        ...shown.labelMaps.map(({ map }) => readLabelPlane(map, axis, planes)),
      ]
    : [];
  const message: PlaneReply = {
    kind: "plane",
    request: request.request,
    rows,
    columns,
    dtype: values instanceof Int16Array ? "int16" : "float32",
    padding: padding !== null,
  };
  const arrays = [values, ...(padding ? [padding] : []), ...overlays];
  return { message, buffers: arrays.map(asBytes) };
}

function asBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
