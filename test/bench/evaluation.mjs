// Measures the evaluation of a version in a real browser and its worker, at the size of its budget and at smaller ones, and how
// soon it ends when it is cancelled: a part of `npm run bench`. Numbers, no verdict. Shared machines are noisy: read the best
// and the median, and run it twice.

import { watchLongTasks, withBenchPage } from './bench-page.mjs';

/** Timed samples of each case. */
const usualSamples = 5;
const budget = {
  rows: 100_000,
  task: 'binary',
  method: 'percentile-bootstrap',
  resamples: 200,
  baseline: true,
};

const cases = {
  ...Object.fromEntries(
    [10_000, 30_000, 100_000].map((rows) => [
      `${rows.toLocaleString('en')} rows, two models, values of 5 features`,
      { ...budget, rows, layout: 'values' },
    ]),
  ),
  'one model, values of 5 features': { ...budget, layout: 'values', baseline: false },
  'two models, 30 overlapping halves': { ...budget, layout: 'halves' },
  'one model, 30 overlapping halves': { ...budget, layout: 'halves', baseline: false },
  'regression, two models, values of 5 features': { ...budget, task: 'regression', layout: 'values' },
  'two models, jackknife of 20': { ...budget, layout: 'values', method: 'jackknife', resamples: 20 },
  'two models, no intervals': { ...budget, layout: 'values', method: 'none', resamples: 0 },
};

const quantile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;
const seconds = (ms) => Number((ms / 1000).toFixed(2));

async function measure(browser, url, samples) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  await watchLongTasks(page);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.benchReady, null, { timeout: 120_000 });
  await page.evaluate(() => globalThis.benchReady);
  const run = (one) => page.evaluate((asked) => globalThis.benchRun(asked), one);
  const session = await browser.newBrowserCDPSession();
  /** Seconds that the page and its worker computed: on a machine that others use, the clock says more about them. */
  const computed = async () =>
    (await session.send('SystemInfo.getProcessInfo')).processInfo
      .filter(({ type }) => type === 'renderer')
      .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  const table = {};
  for (const [name, one] of Object.entries(cases)) {
    // The table is made, loaded and the code compiled before anything is timed.
    await run({ ...one, method: 'none', resamples: 0 });
    await page.evaluate(() => void (globalThis.seen.tasks.length = 0));
    const found = [];
    const before = await computed();
    for (let i = 0; i < samples; i++) found.push(await run(one));
    const cpu = ((await computed()) - before) / samples;
    const taken = found.map(({ workerMs }) => workerMs);
    table[name] = {
      slices: found[0].slices,
      'best s': seconds(Math.min(...taken)),
      'median s': seconds(quantile(taken, 0.5)),
      'worst s': seconds(Math.max(...taken)),
      'computed s, mean': Number(cpu.toFixed(2)),
      'reports a second': Number(
        (found.reduce((sum, { reports, wallMs }) => sum + (1000 * reports) / wallMs, 0) / samples).toFixed(1),
      ),
      'longest task of the page, ms': await page.evaluate(() => Math.max(0, ...globalThis.seen.tasks)),
    };
  }
  console.table(table);
  const cancels = [];
  for (let i = 0; i < 10; i++)
    cancels.push((await run({ ...budget, layout: 'halves', cancelAfterMs: 300 + 150 * i })).cancelMs);
  console.log(
    `from cancelling to its end: median ${Math.round(quantile(cancels, 0.5))} ms, worst ${Math.round(Math.max(...cancels))} ms`,
  );
  await page.close();
}

/** Prints how long 15 figures on 30 slices with 200 resamples take. */
export const measureEvaluation = (browser, root, samples = usualSamples) =>
  withBenchPage(root, 'evaluation-bench', (url) => measure(browser, url, samples));
