import { loadScan } from "../../kernel-lib/src/dicom/loadScan";
import type { Scan } from "../../kernel-lib/src/dicom/scan";
import { SECRETS } from "../makers/ctSeries";
import type { Choice, ExpectedError, FolderCase } from "../makers/folderCases";
import type { ExpectedVolume } from "./expectedVolume";
import { volumeProblems, warningCodes } from "./volumeProblems";

/** What loads made of a folder. */
export interface CaseResult {
  /** In the words of a table: "12 slices, 3.000 mm + DUPLICATE_REMOVED". */
  readonly ours: string;
  /** What is not as required; empty when all is. */
  readonly problems: readonly string[];
}

/** Loads the folder of a case, without options and with each of its choices, and compares with what is required. */
export async function checkFolderCase(
  { loads, choices }: Pick<FolderCase, "loads" | "choices">,
  folder: string,
): Promise<CaseResult> {
  const first = outcome(await attempt(folder, {}), loads, true, folder);
  const others: CaseResult[] = [];
  for (const { options, volume } of choices) {
    const { ours, problems } = outcome(await attempt(folder, options), volume, false, folder);
    const name = JSON.stringify(options).replaceAll('"', "").replaceAll(":", ": ");
    others.push({ ours: `${name} ${ours}`, problems: problems.map((problem) => `${name}: ${problem}`) });
  }
  const all = [first, ...others];
  return {
    ours: all.map(({ ours }) => ours).join("; "),
    problems: all.flatMap(({ problems }) => problems),
  };
}

function attempt(folder: string, options: Choice["options"]): Promise<Scan | Error> {
  return loadScan(folder, options).catch((error: Error) => error);
}

function outcome(
  result: Scan | Error,
  expected: ExpectedVolume | ExpectedError,
  onlyWarnings: boolean,
  folder: string,
): CaseResult {
  if (result instanceof Error) {
    const problems =
      "tag" in expected ? errorProblems(result, expected, folder) : [`refused: ${result.message}`];
    return { ours: result.name, problems };
  }
  const codes = warningCodes(result);
  const spacing = result.spacing[0]?.toFixed(3) ?? "unknown";
  const ours = [`${result.shape[0]} slices, ${spacing} mm`, ...codes].join(" + ");
  if ("tag" in expected) return { ours, problems: [`loaded, expected ${expected.tag}`] };
  return {
    ours,
    problems: [...volumeProblems(result, expected), ...warningProblems(codes, expected, onlyWarnings)],
  };
}

function warningProblems(codes: readonly string[], expected: ExpectedVolume, only: boolean): string[] {
  const missing = expected.warnings.filter((code) => !codes.includes(code));
  const more = only ? codes.filter((code) => !expected.warnings.includes(code)) : [];
  return [...missing.map((code) => `does not warn ${code}`), ...more.map((code) => `warns ${code}`)];
}

function errorProblems(error: Error, { tag, says }: ExpectedError, folder: string): string[] {
  const secrets = [...SECRETS, folder, "IM0"];
  return [
    ...("tag" in error && error.tag === tag ? [] : [`${error.name}, expected ${tag}: ${error.message}`]),
    ...says.filter((text) => !text.test(error.message)).map((text) => `"${error.message}" lacks ${text}`),
    ...secrets
      .filter((secret) => error.message.includes(secret))
      .map((secret) => `the message names ${secret}`),
  ];
}
