/** Something a person has to put right; the message is one line that says what to do. */
export class UserError extends Error {
  /** @override */
  name = "UserError";
}

/**
 * Runs a command's main function and leaves with the exit code it returns: 1, after its one line, for a UserError.
 *
 * @param {() => Promise<number>} main
 * @returns {Promise<void>}
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
