import { expect, test } from "vitest";
import { checkFolderCase } from "../checks/checkFolderCase";
import { folderOf } from "../makers/ctSeries";
import { folderCases } from "../makers/folderCases";

/** One row a folder: what is required of a reader, and what this one makes of it. */
test("seventeen folders that readers get wrong", async () => {
  const rows: (readonly [name: string, required: string, ours: string, right: boolean])[] = [];
  for (const { name, required, files, ...expected } of folderCases()) {
    const { ours, problems } = await checkFolderCase({ ...expected }, folderOf(files));
    rows.push([
      name,
      required,
      problems.length === 0 ? ours : `WRONG: ${problems[0]}`,
      problems.length === 0,
    ]);
  }
  const right = rows.filter(([, , , isRight]) => isRight).length;
  const table = [
    "| case | required | ours |",
    "|---|---|---|",
    ...rows.map(([name, required, ours]) => `| ${name} | ${required} | ${ours} |`),
  ];
  console.log(`${table.join("\n")}\n${right} of ${rows.length}`);
  expect([right, rows.length]).toEqual([17, 17]);
});
