import { describe, expect, test } from "vitest";
import { chooseInterpreter } from "../../../notebooks/.setup/pythonEnvironment.mjs";
import { checkNode } from "../../../notebooks/.setup/setUp.mjs";
import { UserError } from "../../../notebooks/.setup/userError.mjs";

const interpreter = (command: string, major: number, minor: number, canMakeEnvironments = true) => ({
  command,
  version: [major, minor] as const,
  canMakeEnvironments,
});

describe("chooseInterpreter", () => {
  test("takes the first that is new enough and can make environments", () => {
    const found = [
      interpreter("python3", 3, 9),
      interpreter("python", 3, 12, false),
      interpreter("python3.10", 3, 10),
      interpreter("python3.13", 3, 13),
    ];
    expect(chooseInterpreter(found)).toBe("python3.10");
  });

  test.each([
    ["no Python", [], "none was found"],
    ["an old Python", [interpreter("python3", 3, 9)], "found only 3.9"],
    ["no venv", [interpreter("python3", 3, 11, false)], "apt-get install python3-venv"],
  ])("says in one line what to do about %s", (_, found, part) => {
    const choose = () => chooseInterpreter(found);
    expect(choose).toThrow(UserError);
    expect(choose).toThrow(part);
    expect(choose).toThrow(/^[^\n]*run this again\.$/);
  });
});

describe("checkNode", () => {
  test.each(["20.19.0", "20.20.2", "22.12.0", "24.0.0"])("accepts %s", (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  test.each(["18.20.4", "20.18.3", "21.7.3", "22.11.0"])("refuses %s, naming what is needed", (version) => {
    expect(() => checkNode(version)).toThrow(
      `Node.js 20.19, 22.12 or newer is needed and this is ${version}`,
    );
  });
});
