// Runs the bench of the page's engine room in a real browser: `npm run bench`. Numbers, no verdict. Shared machines are
// noisy: read ratios and ranges, and run it twice.

import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { launchOptions } from '../find-browser.mjs';
import { parseArguments, usage } from './arguments.mjs';
import { measureCoverage } from './coverage.mjs';
import { measureData } from './data.mjs';
import { measureEvaluation } from './evaluation.mjs';
import { measureFalseAlarms } from './false-alarms.mjs';
import { measureMonitoring } from './monitoring.mjs';
import { measurePage } from './page.mjs';
import { measurePlaying } from './playing.mjs';
import { measureRuns } from './runs.mjs';
import { benchTable } from './table.mjs';

const root = join(import.meta.dirname, '..', '..');

function readArguments() {
  try {
    return parseArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    return process.exit(2);
  }
}

/** Chooses what is asked for, runs it and hands back the report that the room shows. */
async function runBench(browser, url, { only, samples, seconds }) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  await page.goto(`${url}#/engine`);
  const start = page.getByRole('button', { name: 'Run the bench' });
  // The first model of the scene is trained first.
  await start.waitFor({ timeout: 120_000 });
  const known = await page
    .locator('[data-workload]')
    .evaluateAll((all) => all.map((element) => element.getAttribute('data-workload')));
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`No workload ${unknown.join(', ')}. Workloads: ${known.join(', ')}.`);
  await page.getByRole('button', { name: only.length > 0 ? 'None' : 'All', exact: true }).click();
  for (const name of new Set(only))
    await page.locator(`[data-workload="${name}"]`).getByRole('switch').click();
  for (const [label, value] of [
    ['Samples of each engine', samples],
    ['Least seconds of a sample', seconds],
  ]) {
    await page.getByLabel(label).fill(String(value));
    await page.getByLabel(label).blur();
  }
  await page.waitForFunction(
    () =>
      ![...document.querySelectorAll('[data-bench] button')].some((button) =>
        button.hasAttribute('aria-disabled'),
      ),
    null,
    { timeout: 120_000 },
  );
  await start.click();
  const state = await follow(page);
  const json = page.getByRole('textbox', { name: 'Result as JSON', includeHidden: true });
  if (state !== 'done') {
    console.error(await page.locator('[data-bench]').innerText());
    if ((await json.count()) === 0) throw new Error('The bench gave no result.');
  }
  return JSON.parse(await json.inputValue());
}

/** Prints what is being done until it is over; of the samples only the rounds. */
async function follow(page) {
  const began = performance.now();
  let said = '';
  for (;;) {
    const { state, label } = await page.locator('[data-bench]').evaluate((panel) => ({
      state: panel.getAttribute('data-bench'),
      label: panel.querySelector('.progress .words span')?.textContent ?? '',
    }));
    if (state !== 'running') return state;
    const doing = label.replace(/\S+: (sample \d+ of \d+)$/, '$1');
    if (doing !== said)
      console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${doing}`);
    said = doing;
    await page.waitForTimeout(250);
  }
}

async function showBench() {
  const report = await runBench(browser, url, wanted);
  const named = {
    ...report,
    machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'} · ${report.machine}`,
  };
  console.log(benchTable(named));
  if (wanted.json !== null) writeFileSync(wanted.json, `${JSON.stringify(named, null, 2)}\n`);
}

const wanted = readArguments();
const server = await preview({
  root,
  logLevel: 'error',
  preview: { host: '127.0.0.1', port: 0, strictPort: false },
});
const url = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0];
const browser = await chromium.launch({ ...launchOptions(), headless: true });
let failed = false;
try {
  const { only, data, runs, evaluation, monitoring, coverage, falseAlarms } = wanted;
  const all = only.length === 0 && !data && !runs && !evaluation && !monitoring && !coverage && !falseAlarms;
  if (all || wanted.only.length > 0) await showBench();
  if (wanted.page || all) await measurePage(browser, url, root);
  if (wanted.page || all) await measurePlaying(browser, url);
  if (wanted.data || all) await measureData(browser, url);
  if (wanted.runs || all) await measureRuns(browser, url);
  if (wanted.evaluation || all) await measureEvaluation(browser, root);
  if (wanted.monitoring || all) await measureMonitoring(browser, root);
  if (falseAlarms) await measureFalseAlarms(root);
  if (wanted.coverage) await measureCoverage(root);
} catch (error) {
  failed = true;
  console.error(error.message);
} finally {
  await browser.close();
  await new Promise((resolve) => server.httpServer.close(resolve));
}
process.exit(failed ? 1 : 0);
