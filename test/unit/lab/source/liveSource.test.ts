import type { Axis, SlicesPayload } from "tslab-dicom/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLiveSource } from "../../../../lab-extension/src/source/liveSource";
import { PlaneCache } from "../../../../lab-extension/src/source/planeCache";
import type { PlaneImage, PlaneKey } from "../../../../lab-extension/src/source/planeSource";
import { Travel } from "../../../../lab-extension/src/source/travel";
import { FakeLink } from "../../../drivers/fakeLink";
import { embedBits, embedSlices } from "../../../makers/embedded";
import { slicesPayload } from "../payloads";

// The previews of these tests: grey everywhere.
vi.mock("../../../../lab-extension/src/decode/picture", () => ({
  decodePicture: async (text: string) => {
    if (text === "damaged") throw new Error("no picture");
    return { height: 2, width: 2, close: () => undefined };
  },
  readRedChannel: () => Uint8Array.of(8, 8, 8, 8),
}));

const SHAPE = [9, 2, 2] as const;

const key = (first: number, changes: Partial<PlaneKey> = {}): PlaneKey => ({
  layer: 0,
  axis: 0,
  first,
  last: first,
  mode: "max",
  ...changes,
});

function livePayload(changes: Partial<SlicesPayload> = {}): SlicesPayload {
  return slicesPayload({
    shape: SHAPE,
    slice: 4,
    exact: embedSlices(Array(36).fill(4), SHAPE).slice(4, 5),
    preview: { rows: 2, columns: 2, low: 0, high: 255, mime: "image/jpeg", slices: Array(9).fill("grey") },
    live: { id: "ours" },
    ...changes,
  });
}

function open(payload: SlicesPayload = livePayload(), planes = new PlaneCache(1000)) {
  const link = new FakeLink();
  const life = new AbortController();
  const source = createLiveSource(payload, link, life.signal, planes);
  const told: string[] = [];
  const images: PlaneImage[] = [];
  source.onImage((image) => {
    images.push(image);
    told.push(`${image.quality} ${image.key.first}`);
  }, life.signal);
  source.onFailure(({ first }, sentence) => told.push(`${first}: ${sentence}`), life.signal);
  const asked = () =>
    link.requests.map((request) => (request.kind === "plane" ? request.planes.first : request.kind));
  return { source, link, life, told, images, asked, planes };
}

const settle = () => new Promise(setImmediate);

/** Longer than from one step to the next of a movement: a step after it is one alone. */
const pause = () => vi.advanceTimersByTime(100);

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

describe("createLiveSource", () => {
  test("shows the preview until the exact plane is there, and asks once", async () => {
    const { source, link, told, asked } = open();
    source.want([key(0)]);
    await vi.waitFor(() => expect(told).toEqual(["preview 0"]));
    link.answer(SHAPE, -300);
    await vi.waitFor(() => expect(told).toEqual(["preview 0", "exact 0"]));
    source.want([key(0)]);
    expect(source.peek(key(0))).toMatchObject({
      quality: "exact",
      values: Int16Array.of(-300, -300, -300, -300),
    });
    expect(asked()).toEqual([0]);
  });

  test("has one request on its way and then asks for the newest wish", async () => {
    const { source, link, asked } = open();
    for (const slice of [0, 1, 2, 3]) {
      source.want([key(slice)]);
      pause();
    }
    expect(asked()).toEqual([0]);
    link.answer(SHAPE, 1);
    await settle();
    expect(asked()).toEqual([0, 3]);
  });

  /** A reader who has moved to slice 1, and the output's pictures of all. */
  async function openAtOne() {
    const opened = open();
    for (const slice of [0, 1]) {
      opened.source.want([key(slice)]);
      opened.link.answer(SHAPE, 1);
      await settle();
      pause();
    }
    await vi.waitFor(() => {
      for (let slice = 0; slice < SHAPE[0]; slice++) expect(opened.source.peek(key(slice))).not.toBeNull();
    });
    return opened;
  }
  const move = ({ source }: ReturnType<typeof open>, keys: readonly PlaneKey[], every: number) => {
    for (const each of keys) {
      vi.advanceTimersByTime(every);
      source.want([each]);
      source.want([each], [key(8)]); // the same plane again: no step, and no arrival
    }
  };

  test("asks for none of the planes that a movement passes by, and for the last when it is over", async () => {
    const opened = await openAtOne();
    move(opened, [key(2), key(3), key(5)], 50);
    // The first of a movement is a step alone.
    expect(opened.asked()).toEqual([0, 1, 2]);
    opened.link.answer(SHAPE, 1);
    await settle();
    vi.advanceTimersByTime(50);
    expect(opened.asked()).toEqual([0, 1, 2]);
    vi.advanceTimersByTime(10);
    expect(opened.asked()).toEqual([0, 1, 2, 5]);
  });

  test("asks for each of steps that come more slowly", async () => {
    const opened = await openAtOne();
    for (const slice of [2, 3, 5]) {
      move(opened, [key(slice)], 61);
      opened.link.answer(SHAPE, 1);
      await settle();
    }
    expect(opened.asked().filter((slice) => slice !== 8)).toEqual([0, 1, 2, 3, 5]);
  });

  test("asks in a movement for a plane that the output has no picture of yet", async () => {
    const { source, link, asked } = open();
    for (const row of [0, 1]) {
      source.want([key(row, { axis: 1 })]);
      vi.advanceTimersByTime(20);
    }
    link.answer(SHAPE, 1);
    await settle();
    expect(asked()).toEqual([0, 1]);
  });

  test("fetches fewer planes ahead of each of several pictures, of thick slabs and of large planes", () => {
    const travel = new Travel();
    const countAhead = (keys: readonly PlaneKey[], shape: readonly [number, number, number]) => {
      travel.follow(keys);
      travel.follow(keys.map((each) => ({ ...each, first: each.first + 1, last: each.last + 1 })));
      return travel.findAhead(keys, shape).length;
    };
    expect(countAhead([key(0)], [600, 512, 512])).toBe(8);
    expect(
      countAhead(
        [0, 1, 2].map((axis) => key(0, { axis: axis as Axis })),
        [600, 512, 512],
      ),
    ).toBe(9);
    expect(countAhead([key(0, { last: 3 })], [600, 512, 512])).toBe(2);
    expect(countAhead([key(0)], [600, 4096, 4096])).toBe(1);
  });

  test("does not ask for what the output has exactly", async () => {
    const { source, asked, told } = open();
    source.want([key(4)]);
    await vi.waitFor(() => expect(told).toEqual(["exact 4"]));
    expect(asked()).toEqual([]);
  });

  test("brings the planes ahead once the reader is still, in the direction of travel, untold", async () => {
    const { source, link, asked, told } = open();
    source.want([key(2)]);
    pause();
    source.want([key(1)]);
    for (let i = 0; i < 2; i++) {
      link.answer(SHAPE, 5);
      await settle();
    }
    expect(asked()).toEqual([2, 1]);
    vi.advanceTimersByTime(150);
    link.answer(SHAPE, 6);
    await settle();
    expect(asked()).toEqual([2, 1, 0]);
    expect(told).not.toContain("exact 0");
    expect(source.peek(key(0))?.values[0]).toBe(6);
  });

  test("falls back to the output when the kernel refuses, and does not ask again", async () => {
    const { source, link, asked, told } = open();
    source.want([key(0)]);
    await vi.waitFor(() => expect(told).toEqual(["preview 0"]));
    link.refuse("No.");
    await settle();
    source.want([key(0)]);
    await settle();
    expect(asked()).toEqual([0]);
    expect(source.peek(key(0))?.quality).toBe("preview");
  });

  test("asks when the kernel is found, for what is wanted then, and again after it was gone", async () => {
    const { source, link, asked } = open();
    link.setStatus("seeking");
    source.want([key(0)]);
    pause();
    source.want([key(1)]);
    expect(asked()).toEqual([]);
    link.setStatus("live");
    expect(asked()).toEqual([1]);
    link.setStatus("gone");
    await settle();
    link.setStatus("live");
    expect(asked()).toEqual([1, 1]);
  });

  test("says that a plane cannot be had when neither the output nor the kernel has it", async () => {
    const preview = {
      rows: 2,
      columns: 2,
      low: 0,
      high: 255,
      mime: "image/jpeg",
      slices: Array(9).fill("damaged"),
    } as const;
    const { source, link, told } = open(livePayload({ preview }));
    source.want([key(0)]);
    await settle();
    expect(told).toEqual([]);
    link.refuse("No.");
    await vi.waitFor(() => expect(told).toEqual(["0: This picture could not be decoded."]));
  });

  test("asks for a slice that is damaged in an output of exact slices, and says so where the kernel refuses", async () => {
    const exact = embedSlices(Array(36).fill(4), SHAPE).map((each) =>
      each.slice < 2 ? { ...each, data: "damaged" } : each,
    );
    const { source, link, told, asked } = open(livePayload({ exact, preview: null }));
    source.want([key(0)]);
    await vi.waitFor(() => expect(asked()).toEqual([0]));
    link.answer(SHAPE, 7);
    await vi.waitFor(() => expect(told).toEqual(["exact 0"]));
    source.want([key(1)]);
    await vi.waitFor(() => expect(asked()).toEqual([0, 1]));
    link.refuse("No.");
    await vi.waitFor(() => expect(told.at(-1)).toMatch(/^1: /));
    source.want([key(4)]);
    await vi.waitFor(() => expect(told.at(-1)).toBe("exact 4"));
    expect(asked()).toEqual([0, 1]);
  });

  test("asks for a slice of which only the preview is whole", async () => {
    const exact = embedSlices(Array(36).fill(4), SHAPE)
      .slice(4, 5)
      .map((each) => ({ ...each, data: "damaged" }));
    const { source, link, told, asked } = open(livePayload({ exact }));
    source.want([key(4)]);
    await vi.waitFor(() => expect(asked()).toEqual([4]));
    link.answer(SHAPE, 7);
    await vi.waitFor(() => expect(told).toEqual(["preview 4", "exact 4"]));
  });

  test.each([
    ["of another size", [1, 1, 1]],
    ["with too few bytes", [9, 2, 2]],
  ])("refuses a plane %s", async (_, shape) => {
    const { source, link, asked } = open();
    source.want([key(0)]);
    link.answer(shape, 1, [], true);
    await settle();
    source.want([key(0)]);
    expect(asked()).toEqual([0]);
    expect(source.peek(key(0))?.quality).not.toBe("exact");
  });

  test("asks for overlays where the output has them coarser, and spreads their bits and those of the padding", async () => {
    const look = { name: "Lung", color: [1, 2, 3], alpha: 1 } as const;
    const { source, link, images } = open(
      livePayload({ overlays: [{ ...look, ...embedBits(Array(9).fill(1), [9, 1, 1]) }] }),
    );
    source.want([key(0)]);
    expect(link.requests[0]).toMatchObject({ overlays: true });
    link.answer(SHAPE, 1, [Uint8Array.of(0b01, 0b10), Uint8Array.of(0b11, 0b00)], true);
    await vi.waitFor(() => expect(images.at(-1)?.quality).toBe("exact"));
    expect(images.at(-1)?.padding).toEqual(Uint8Array.of(1, 0, 0, 1));
    expect(images.at(-1)?.overlays).toEqual([Uint8Array.of(1, 1, 0, 0)]);
  });

  test("shares its planes with other views of the output, and drops them with the last", async () => {
    const planes = new PlaneCache(1000);
    const [one, other] = [open(livePayload(), planes), open(livePayload(), planes)];
    one.source.want([key(0)]);
    one.link.answer(SHAPE, 1);
    await settle();
    expect(other.source.peek(key(0))?.quality).toBe("exact");
    one.life.abort();
    expect(other.source.peek(key(0))?.quality).toBe("exact");
    other.life.abort();
    expect(open(livePayload(), planes).source.peek(key(0))).toBeNull();
  });

  test("is told nothing after its view has gone", async () => {
    const { source, link, life, told, asked } = open();
    source.want([key(0)]);
    life.abort();
    link.answer(SHAPE, 1);
    vi.advanceTimersByTime(1000);
    await settle();
    expect([told, asked()]).toEqual([[], [0]]);
  });
});
