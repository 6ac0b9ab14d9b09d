// How often do the usual rules speak when nothing changes, and how soon when something does? `npm run bench -- --false-alarms`.

import { createServer } from 'vite';

const courses = ['sudden', 'gradual', 'incremental', 'recurring'];
const changes = ['inputs', 'concept'];

/** Prints episodes by rule on undrifted streams, and the delay of each rule on drifted ones. */
export async function measureFalseAlarms(root, { seeds = 30, rows = 100_000, drifted = 10 } = {}) {
  const server = await createServer({
    root,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  try {
    const { runCase, summed } = await server.ssrLoadModule('/test/bench/false-alarm-cases.ts');
    const numbers = (count) => Array.from({ length: count }, (_, i) => i + 1);
    for (const [task, count, windowRows] of [
      ['binary', seeds, 1000],
      ['binary', seeds, 100],
      ['regression', Math.ceil(seeds / 3), 1000],
    ]) {
      const began = performance.now();
      const found = numbers(count).map((seed) => runCase({ task, seed, rows, windowRows, drift: null }));
      const episodes = summed(found.map((one) => one.episodes));
      const all = Object.values(episodes).reduce((sum, one) => sum + one, 0);
      console.log(
        `\n${task}, nothing changes: ${count} streams of ${rows} rows, windows of ${windowRows}: ${all} episodes, ` +
          `${((100_000 * all) / (count * rows)).toFixed(2)} in 100,000 rows (budget 1; ${((performance.now() - began) / 1000).toFixed(0)} s)`,
      );
      console.table({ episodes, ...{ 'worst figure': summed(found.map((one) => one.falsely)) } });
      for (const fault of new Set(found.flatMap((one) => one.faults))) console.log(`fault: ${fault}`);
    }
    const table = {};
    for (const change of changes)
      for (const course of courses) {
        const found = numbers(drifted).map((seed) =>
          runCase({
            task: 'binary',
            seed: 1000 + seed,
            rows: 60_000,
            windowRows: 1000,
            drift: { change, course, from: 20_000 },
          }),
        );
        const row = {};
        for (const rule of new Set(found.flatMap((one) => Object.keys(one.delays)))) {
          const delays = found.flatMap((one) => one.delays[rule] ?? []).sort((a, b) => a - b);
          row[rule] = `${delays.length} of ${drifted}, after ${delays[Math.floor(delays.length / 2)]}`;
        }
        table[`${change}, ${course}`] = row;
      }
    console.log(`\nSomething changes at row 20,000 of 60,000: found in … streams, median rows until then`);
    console.table(table);
  } finally {
    await server.close();
  }
}
