import { describe, expect, test } from "vitest";
import { PictureLoader } from "../../../../lab-extension/src/decode/pictureLoader";

const settle = () => new Promise(setImmediate);

function recorded(load: (index: number) => Promise<string>) {
  const events: string[] = [];
  const loader = new PictureLoader<string>({
    load: (index) => {
      events.push(`load ${index}`);
      return load(index);
    },
    bytesOf: () => 1,
    release: (picture) => events.push(`release ${picture}`),
    onLoaded: (picture, index) => events.push(`show ${picture} at ${index}`),
    onFailed: (error, index) => events.push(`fail ${index}: ${String(error)}`),
  });
  return { loader, events };
}

describe("PictureLoader", () => {
  test("decodes once and then hands over at once what it keeps", async () => {
    const { loader, events } = recorded(async (index) => `picture ${index}`);
    loader.request(3);
    await settle();
    loader.request(3);
    expect(events).toEqual(["load 3", "show picture 3 at 3", "show picture 3 at 3"]);
  });

  test("reports a failure and goes on with the next", async () => {
    const { loader, events } = recorded(async (index) => {
      if (index === 0) throw new Error("damaged");
      return "good";
    });
    loader.request(0);
    loader.request(1);
    await settle();
    expect(events).toEqual(["load 0", "fail 0: Error: damaged", "load 1", "show good at 1"]);
  });

  test("shows nothing after it was disposed, and releases what arrives late", async () => {
    const { loader, events } = recorded(async () => "late");
    loader.request(0);
    loader.dispose();
    await settle();
    expect(events).toEqual(["load 0", "release late"]);
  });
});
