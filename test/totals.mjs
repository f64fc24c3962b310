/**
 * What one kind of checks came to.
 *
 * @typedef {object} Result
 * @property {string} kind
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 */

/**
 * @typedef {object} VitestReport - the part of vitest's JSON report that counts
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly { status: string, assertionResults: readonly { status: string }[] }[]} testResults - by file
 */

/**
 * Counts the tests of a vitest run. A file that failed without a failed test (it could not be read, or a hook of it
 * threw) counts as one failure; so does a run that failed, or ran nothing, for whatever other reason.
 *
 * @param {VitestReport | undefined} report - undefined when vitest wrote none
 * @param {number} exitCode - of vitest
 * @returns {Pick<Result, "passed" | "failed" | "skipped">}
 */
export function countTests(report, exitCode) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  const counted = report.numFailedTests + brokenFiles.length;
  const failedOtherwise = counted === 0 && (exitCode !== 0 || passed + skipped === 0);
  return { passed, failed: counted + (failedOtherwise ? 1 : 0), skipped };
}

/**
 * The table of all kinds, one line each.
 *
 * @param {readonly Result[]} results
 * @returns {string}
 */
export function table(results) {
  const rows = [
    ["", "passed", "failed", "skipped", "seconds"],
    ...results.map(({ kind, passed, failed, skipped, seconds }) =>
      [kind, passed, failed, skipped, seconds.toFixed(1)].map(String),
    ),
  ];
  return rows
    .map(([kind, ...cells]) => kind.padEnd(16) + cells.map((cell) => cell.padStart(9)).join(""))
    .join("\n");
}

/**
 * The last line of a test run: `N passed, N failed, N skipped` over all kinds.
 *
 * @param {readonly Result[]} results
 * @returns {string}
 */
export function totalsLine(results) {
  const sum = (/** @type {"passed" | "failed" | "skipped"} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  return `${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`;
}
