import type { Axis } from "./planes";
import type { PlaneRange, SlabMode } from "./slab";

/**
 * Target of the comms that a page opens to a live output of the kernel. The kernel lists the ids of its live outputs
 * among the comms of this target (comm_info), so that a page asks before it opens one. The page opens a comm with an
 * `OpenMessage`; from then on either side sends messages of the types below. Every request of the page is answered by
 * one reply with its number, or by an `ErrorReply`; a page sends the next when the last is answered.
 */
export const LIVE_TARGET = "tslab-dicom.live";

/** Version of these messages; a kernel closes comms of another with a sentence. */
export const LIVE_VERSION = 1;

/** In a payload: the kernel that made the output answers to this id for as long as it runs. */
export interface LiveOutput {
  readonly id: string;
}

/** Data of comm_open. */
export interface OpenMessage {
  readonly version: typeof LIVE_VERSION;
  /** Id of the live output. */
  readonly output: string;
}

/** The page wants a plane of a slice viewer's volume. */
export interface PlaneRequest {
  readonly kind: "plane";
  readonly request: number;
  /** 0 the volume, 1 the second one. */
  readonly layer: 0 | 1;
  readonly axis: Axis;
  /** Planes that become one picture; both are the same for a single plane. */
  readonly planes: PlaneRange;
  /** How they become one. */
  readonly mode: SlabMode;
  /** Whether the overlays in this plane are wanted too, since the page has them coarser than the volume. */
  readonly overlays: boolean;
}

/**
 * The plane. Buffers: rows x columns values, little endian; where `padding`, a bit a pixel, each row padded to whole
 * bytes from the least significant bit on, set outside the scan; then, where asked for, of each overlay the same bits
 * (a mask) or rows x columns labels of one or two bytes (a label map).
 */
export interface PlaneReply {
  readonly kind: "plane";
  readonly request: number;
  readonly rows: number;
  readonly columns: number;
  readonly dtype: "int16" | "float32";
  readonly padding: boolean;
}

/** Something the reader changed in a viewer: fields of a `ViewerState`. Needs no answer. */
export interface StateMessage {
  readonly kind: "state";
  /** Fields of a `ViewerState`, to be read by `readViewerState`. */
  readonly state: unknown;
}

/** The page wants what `interact`'s function shows for these values of its controls. */
export interface ValuesRequest {
  readonly kind: "values";
  readonly request: number;
  /** By the controls' names, to be read by `readControlValues`. */
  readonly values: unknown;
}

export type PageMessage = PlaneRequest | StateMessage | ValuesRequest;

/** One output that a function showed, richest form first, as Jupyter's display_data. */
export interface ShownOutput {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What `interact`'s function showed, or threw. */
export interface ValuesReply {
  readonly kind: "values";
  readonly request: number;
  readonly outputs: readonly ShownOutput[];
  /** What it printed. */
  readonly text: string;
  /** What it threw, as a sentence; "" for nothing. */
  readonly error: string;
}

/** A request, or the message with this number, could not be answered: why, as a sentence. */
export interface ErrorReply {
  readonly kind: "error";
  /** null for a message that had no number. */
  readonly request: number | null;
  readonly message: string;
}

/** The kernel sets fields of a viewer's state; also the first message of a comm, when a page comes back to it. */
export interface SetMessage {
  readonly kind: "set";
  /** Fields of a `ViewerState`, to be read by `readViewerState`. */
  readonly state: unknown;
}

export type KernelMessage = PlaneReply | ValuesReply | ErrorReply | SetMessage;
