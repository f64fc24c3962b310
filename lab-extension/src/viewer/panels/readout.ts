import type { SlicesPayload, VoxelPoint } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import type { Translate } from "../../dom/translate";
import { updateText } from "../../dom/updateText";
import type { FramePoint } from "../../slice/planeFrame";
import { describePoint, findPlace } from "../../slice/position";
import { describeValue, findPixel } from "../../slice/readPlane";
import { nearestVoxel } from "../../slice/voxels";
import { listOverlays } from "../panes/overlays";
import type { PlanePane } from "../panes/planePane";

export interface Readout {
  readonly root: HTMLElement;
  /** The pointer is over a pane, some CSS pixels right of and below its upper left corner, or over none. */
  point(pane: PlanePane | null, spot: FramePoint | null): void;
  /** Read again, of the pointer or else of the crosshair in the active pane. */
  update(active: PlanePane): void;
  /** What is under the crosshair, in a sentence. */
  describeCrosshair(active: PlanePane): string;
}

interface ReadWords {
  readonly value: string;
  readonly voxel: string;
  readonly place: string;
  /** Of the second volume and the labels there. */
  readonly also: readonly string[];
}

/** The value, voxel and patient position under the pointer, or under the crosshair where no pointer is. */
export function createReadout(payload: SlicesPayload, translate: Translate): Readout {
  const heading = createElement("div", "tsd-heading");
  const value = createElement("div", "tsd-value");
  const voxel = createElement("div", "tsd-voxel");
  const place = createElement("div", "tsd-place");
  const also = createElement("div", "tsd-also");
  const root = createElement("div", "tsd-section tsd-readout", {}, heading, value, voxel, place, also);
  const infos = listOverlays(payload);
  let pointer: { readonly pane: PlanePane; readonly spot: FramePoint } | null = null;

  const read = (pane: PlanePane, at: VoxelPoint): ReadWords | null => {
    const { pictures, scene, axis } = pane;
    if (!pictures) return null;
    const { first, second } = pictures;
    const pixelOf = (size: { readonly rows: number; readonly columns: number }) =>
      findPixel(size, axis, at, payload.shape);
    // A preview of another plane, which is there until the right one comes, says nothing of this one.
    if (first.key.first > scene.index || first.key.last < scene.index) return null;
    const labels = infos.flatMap(({ labels: known }, i) => {
      const plane = scene.state.overlays[i].shown ? pane.cutOverlay(i) : null;
      const label = plane ? plane.labels[pixelOf(plane)] : 0;
      return known.filter((each) => each.label === label).map(({ name }) => name);
    });
    const seconds =
      second && payload.second
        ? [
            `${payload.second.name}: ${describeValue(second, pixelOf(second), payload.second.preview, payload.second.units, translate)}`,
          ]
        : [];
    const whole = nearestVoxel(at, payload.shape);
    return {
      value: describeValue(first, pixelOf(first), payload.preview, payload.units, translate),
      voxel: `${translate("voxel")} [${whole.join(", ")}]`,
      place: describePoint(findPlace(payload), whole),
      also: [...seconds, ...labels],
    };
  };
  const show = (title: string, words: ReadWords | null) => {
    updateText(heading, translate(title));
    updateText(value, words?.value || "\u2013");
    updateText(voxel, words?.voxel ?? translate("Point at the picture to read it."));
    updateText(place, words?.place ?? "");
    updateText(also, words?.also.join(", ") ?? "");
  };
  return {
    root,
    point: (pane, spot) => {
      pointer = pane && spot && { pane, spot };
    },
    update: (active) => {
      // A layout without its pane has nothing under the pointer until it moves.
      const at = pointer?.pane.root.isConnected ? pointer.pane.findVoxelAt(pointer.spot) : null;
      if (pointer && at) show("Under the pointer", read(pointer.pane, at));
      else show("Under the crosshair", read(active, active.scene.state.voxel));
    },
    describeCrosshair: (active) => {
      const words = read(active, active.scene.state.voxel);
      return words ? [words.value, ...words.also, words.voxel, words.place].filter(Boolean).join(", ") : "";
    },
  };
}
