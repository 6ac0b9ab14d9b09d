// Measures the built page against the budgets of opening and staying responsive: a part of `npm run bench`. Numbers, no
// verdict. Shared machines are noisy: read ratios and medians, and run it twice.

import { statSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Long tasks, and when the timeline first moved and the first chart stood, in ms after navigation. */
const watch = () => {
  const seen = { tasks: [], moved: 0, chart: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      seen.tasks.push([Math.round(entry.startTime), Math.round(entry.duration)]);
  }).observe({ entryTypes: ['longtask'] });
  const timer = setInterval(() => {
    if (
      !seen.moved &&
      /[1-9]\d* \/ \d+/.test(document.querySelector('[aria-label="Timeline"]')?.textContent ?? '')
    )
      seen.moved = Math.round(performance.now());
    if (!seen.chart && document.querySelector('.js-plotly-plot .scatterlayer'))
      seen.chart = Math.round(performance.now());
    if (seen.moved && seen.chart) clearInterval(timer);
  }, 10);
};

async function visit(context, url) {
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.seen.moved && globalThis.seen.chart, null, { timeout: 60_000 });
  return page;
}

/** Prints opening times, long tasks while training, and sizes. */
export async function measurePage(browser, url, root) {
  const opened = [];
  for (let i = 0; i < 5; i++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const cold = await (await visit(context, url)).evaluate(() => globalThis.seen);
    const warm = await (await visit(context, url)).evaluate(() => globalThis.seen);
    opened.push({
      coldMoved: cold.moved,
      coldChart: cold.chart,
      warmMoved: warm.moved,
      warmChart: warm.chart,
    });
    await context.close();
  }
  console.table(opened);

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await visit(context, url);
  const start = await page.evaluate(() => performance.now());
  await page.getByRole('button', { name: /Retrain on what/ }).click({ timeout: 60_000 });
  await page.getByRole('button', { name: /Compare v2/ }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1000);
  const tasks = await page.evaluate((from) => globalThis.seen.tasks.filter(([at]) => at > from), start);
  const lengths = tasks.map(([, length]) => length).sort((a, b) => b - a);
  console.log(
    `long tasks (> 50 ms) while streaming and training: ${lengths.length}, longest ${lengths[0] ?? 0} ms`,
    lengths.slice(0, 8),
  );

  const assets = join(root, 'dist', 'assets');
  const gz = (name) => gzipSync(readFileSync(join(assets, name))).length;
  const names = readdirSync(assets);
  const sum = (list) => list.reduce((total, name) => total + gz(name), 0);
  console.log(
    `assets, gzip: all ${Math.round(sum(names) / 1000)} kB, without Plotly's chunk ${Math.round(sum(names.filter((n) => !n.startsWith('plotly'))) / 1000)} kB`,
  );
  console.log(
    `data sets: ${Math.round(readdirSync(join(root, 'dist', 'data')).reduce((t, n) => t + statSync(join(root, 'dist', 'data', n)).size, 0) / 1000)} kB`,
  );
}
