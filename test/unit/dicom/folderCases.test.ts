import { expect, test } from "vitest";
import { checkFolderCase } from "../../checks/checkFolderCase";
import { folderOf } from "../../makers/ctSeries";
import { folderCases } from "../../makers/folderCases";

test.each(folderCases().map((folderCase) => [folderCase.name, folderCase] as const))(
  "a folder with %s",
  async (_name, folderCase) => {
    const { problems } = await checkFolderCase(folderCase, folderOf(folderCase.files));
    expect(problems).toEqual([]);
  },
);

test("there are seventeen folders", () => {
  expect(new Set(folderCases().map(({ name }) => name)).size).toBe(17);
});
