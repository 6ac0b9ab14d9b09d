// How often do intervals hold what they claim? `npm run bench -- --coverage`: thousands of simulated cases per method and
// number of rows, whose true figures are known.

import { createServer } from 'vite';

const sizes = [10, 20, 30, 50, 100, 200, 1000];

/** Methods with the resamples they are usually taken with. */
const methods = [
  ['jackknife', 20],
  ['poisson-bootstrap', 20],
  ['percentile-bootstrap', 200],
  ['basic-bootstrap', 200],
  ['expanded-percentile-bootstrap', 200],
  ['bca', 400],
];

/** Prints for every method, number of rows and figure in how many of 100 cases the interval held the truth. */
export async function measureCoverage(root, cases = 2000) {
  const server = await createServer({
    root,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  try {
    const { simulated, truthsOf, coverageOf } = await server.ssrLoadModule('/test/bench/coverage-cases.ts');
    const truths = simulated.map((one) => truthsOf(one, 2_000_000));
    for (const rows of sizes) {
      const table = {};
      for (const [method, resamples] of methods)
        table[method] = Object.fromEntries(
          simulated.flatMap((one, i) =>
            coverageOf(one, truths[i], rows, cases, { method, resamples, confidence: 0.95, seed: 7 }).map(
              ({ figure, part, above, held, below, rests }) => [
                `${one.name}: ${part === 'difference' ? 'Δ ' : ''}${figure}`,
                `${((100 * held) / (above + held + below)).toFixed(1)}${Number.isNaN(rests) ? '' : ` of ${rests.toFixed(0)}`}`,
              ],
            ),
          ),
        );
      console.log(
        `\n${rows} rows, ${cases} cases, 95 % intervals: held the truth in … of 100, resting on … rows`,
      );
      console.table(table);
    }
  } finally {
    await server.close();
  }
}
