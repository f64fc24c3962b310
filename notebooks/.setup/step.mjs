/**
 * Does one long piece of work and prints one line for it, with the seconds it took. In a terminal the line counts
 * while the work goes on.
 *
 * @template T
 * @param {string} label - what is being done
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what the work gives back
 */
export async function step(label, work) {
  const { stdout } = process;
  const started = performance.now();
  const line = () => `${label} ... ${seconds(started)}`;

  stdout.write(`${label} ... `);
  const ticker = stdout.isTTY ? setInterval(() => stdout.write(`\r${line()}`), 1000) : undefined;
  try {
    const result = await work();
    stdout.write(stdout.isTTY ? `\r${line()}\n` : `${seconds(started)}\n`);
    return result;
  } catch (error) {
    stdout.write(stdout.isTTY ? `\r${line()}, failed\n` : `failed after ${seconds(started)}\n`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/**
 * The time since a moment of `performance.now()`, as `1.2 s`.
 *
 * @param {number} since
 * @returns {string}
 */
export function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
