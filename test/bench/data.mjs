// Measures how long the built page takes to import a table, whether it stays responsive meanwhile, and what memory it
// takes: a part of `npm run bench`. Numbers, no verdict. Resident memory can be read on Linux only.

import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const runs = 5;

/** Half numbers, the rest whole numbers, categories, times, yes and no; gaps here and there; by a small generator. */
async function writeTable(path, rows, columns) {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const cells = [
    () => (next() < 0.02 ? '' : (next() * 1000).toFixed(3)),
    () => (next() * 50).toFixed(2),
    () => String(Math.floor(next() * 500)),
    () => ['north', 'south', 'east', 'west', 'centre'][Math.floor(next() * 5)],
    () => `20${10 + Math.floor(next() * 14)}-0${1 + Math.floor(next() * 9)}-1${Math.floor(next() * 10)}`,
    () => (next() < 0.4 ? 'yes' : 'no'),
  ];
  const out = createWriteStream(path);
  out.write(`${Array.from({ length: columns }, (_, i) => `column ${i}`).join(',')}\n`);
  for (let row = 0; row < rows; row += 1000) {
    const lines = [];
    for (let i = row; i < Math.min(rows, row + 1000); i++)
      lines.push(
        Array.from({ length: columns }, (_, c) => cells[c < columns / 2 ? c % 2 : c % 6]()).join(','),
      );
    if (!out.write(`${lines.join('\n')}\n`)) await new Promise((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
}

/** The longest time between two frames, and tasks that held the page up, from `begin()` on. */
const watchFrames = () => {
  const seen = { from: 0, last: 0, gap: 0, tasks: [] };
  Object.assign(globalThis, {
    frames: seen,
    beginFrames: () => Object.assign(seen, { from: performance.now(), last: 0, gap: 0, tasks: [] }),
  });
  const frame = (now) => {
    if (seen.last) seen.gap = Math.max(seen.gap, now - seen.last);
    seen.last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(Math.round(duration));
  }).observe({ entryTypes: ['longtask'] });
};

function resident(id) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return NaN;
  }
}

async function importOnce(browser, url, path) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(watchFrames);
  await page.goto(`${url}#/data/choose`);
  await page.getByRole('button', { name: 'Choose a file' }).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Pause' }).first().click();
  const session = await browser.newBrowserCDPSession();
  const memory = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo
      .filter(({ type }) => type === 'renderer')
      .reduce((sum, { id }) => sum + resident(id), 0);
  };
  const before = await memory();
  let peak = before;
  const sampling = setInterval(() => void memory().then((now) => (peak = Math.max(peak, now))), 250);
  await page.evaluate(() => globalThis.beginFrames());
  const began = performance.now();
  await page.locator('input[type=file]').first().setInputFiles(path);
  await page.getByRole('button', { name: 'Use this data' }).waitFor({ timeout: 600_000 });
  const read = performance.now() - began;
  await page.getByRole('button', { name: 'Use this data' }).click();
  // It can be pressed once schema, profile and leak check are there.
  await page
    .getByRole('button', { name: 'Train', exact: true, disabled: false })
    .waitFor({ timeout: 600_000 });
  const profiled = performance.now() - began;
  const { gap, tasks } = await page.evaluate(() => globalThis.frames);
  await page.evaluate(() => globalThis.beginFrames());
  const pressed = performance.now();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  // The name of the project: it is open, its rows are kept and with the engine, and its first training runs.
  await page.getByRole('banner').getByText(/\.csv/).waitFor({ timeout: 600_000 });
  const opened = performance.now() - pressed;
  await page.waitForTimeout(5000);
  const opening = await page.evaluate(() => globalThis.frames);
  clearInterval(sampling);
  const after = await memory();
  await page.close();
  return {
    readSeconds: Number((read / 1000).toFixed(2)),
    withProfileSeconds: Number((profiled / 1000).toFixed(2)),
    longestFrameMs: Math.round(gap),
    longestTaskMs: Math.max(0, ...tasks),
    trainToOpenSeconds: Number((opened / 1000).toFixed(2)),
    thenLongestFrameMs: Math.round(opening.gap),
    thenLongestTaskMs: Math.max(0, ...opening.tasks),
    memoryMB: `${Math.round(before)} → peak ${Math.round(peak)} → ${Math.round(after)}`,
  };
}

/** Prints the import of 45,000 rows × 14 columns five times, and of 1,000,000 × 20 once. */
export async function measureData(browser, url) {
  const folder = mkdtempSync(join(tmpdir(), 'model-loop-bench-'));
  try {
    const table = {};
    const small = join(folder, 'small.csv');
    await writeTable(small, 45_000, 14);
    for (let i = 0; i < runs; i++) table[`45,000 × 14, run ${i + 1}`] = await importOnce(browser, url, small);
    const large = join(folder, 'large.csv');
    await writeTable(large, 1_000_000, 20);
    table['1,000,000 × 20'] = await importOnce(browser, url, large);
    console.table(table);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
