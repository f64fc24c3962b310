import { beforeAll, describe, expect, test } from "vitest";
import { runKernel } from "./runKernel";

interface Answered {
  readonly text: string;
  readonly shown: readonly string[];
  readonly status: string | null;
  readonly idle: boolean;
}

/**
 * More than the 512 that zeromq writes in a row. It keeps 1000 for a client that is behind, and counts what the client has
 * taken in steps of 500: up to 499 of the cell before may count beside these.
 */
const OUTPUTS = 520;
/** Each has four messages. */
const REQUESTS = 240;
/** The first verb of the kernel. */
const FIRST =
  'import { progress } from "tslab-dicom"; import { display } from "tslab"; progress("Flooding").end();';

const CELLS = [
  `${FIRST} for (let i = 0; i < ${OUTPUTS}; i++) display.text(String(i));`,
  `for (let i = 0; i < ${OUTPUTS}; i++) console.log(i);`,
];
const FLOOD = Array.from({ length: REQUESTS }, (_, i) => `console.log(${i});`);
const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i));

describe("after the first verb the kernel hands over everything", () => {
  let cells: readonly Answered[];
  let flood: readonly Answered[];
  beforeAll(() => {
    ({ cells, flood } = runKernel("floodKernel.py", { cells: CELLS, flood: FLOOD }) as {
      cells: readonly Answered[];
      flood: readonly Answered[];
    });
  });

  test("of what its own cell shows in a loop, in order", () => {
    const [{ shown, status, idle }] = cells;
    expect([status, idle]).toEqual(["ok", true]);
    expect(shown).toEqual(numbers(OUTPUTS));
  });

  test("of what a cell prints in a loop, in order", () => {
    const [, { text, status, idle }] = cells;
    expect([status, idle]).toEqual(["ok", true]);
    expect(text.split("\n")).toEqual([...numbers(OUTPUTS), ""]);
  });

  test("of hundreds of requests at once, each of which is answered", () => {
    expect(flood).toEqual(
      numbers(REQUESTS).map((number) => ({ text: `${number}\n`, shown: [], status: "ok", idle: true })),
    );
  });
});
