// Measures the notebook of runs with 2,000 runs of 1,000 points: opening, scrolling, filtering, comparing, memory. A part
// of `npm run bench`. Numbers, no verdict. Shared machines are noisy: read medians, and run it twice.

import { fillRuns } from './runs-fill.mjs';
import { threadTime } from './thread-time.mjs';

const runs = 2000;
const points = 1000;
const openings = 5;

/** When the first row of the table had its text, in ms after navigation; and frames and input delays when asked for. */
const watch = () => {
  const seen = { drawn: 0, gaps: [], typing: [] };
  Object.assign(globalThis, { seen });
  const look = () => {
    const row = document.querySelector('[role="grid"] [role="row"][aria-rowindex="2"]');
    if (row && /\d/.test(row.textContent ?? ''))
      requestAnimationFrame(() => (seen.drawn = performance.now()));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  document.addEventListener(
    'input',
    () => {
      const began = performance.now();
      // After the frame that shows what was typed.
      requestAnimationFrame(() => setTimeout(() => seen.typing.push(performance.now() - began)));
    },
    true,
  );
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const whole = (value) => Math.round(value);

async function heapMB(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

async function prepare(context, url) {
  const page = await context.newPage();
  await page.goto(`${url}#/runs`);
  await page.getByRole('grid', { name: 'Runs' }).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Pause' }).first().click();
  // The first training has ended when its version is deployed and the stream can pass.
  await page.waitForFunction(
    () => /done/.test(document.querySelector('[role="grid"]')?.textContent ?? ''),
    null,
    {
      timeout: 120_000,
    },
  );
  const count = await page.evaluate(fillRuns, { runs, points });
  await page.close();
  return count;
}

async function open(page, url) {
  await page.addInitScript(watch);
  await page.goto(`${url}#/runs`);
  await page.waitForFunction(() => globalThis.seen.drawn > 0, null, { timeout: 60_000 });
}

/** Scrolls from end to end in steps of some rows a frame, and back by the wheel. */
async function scroll(page) {
  const frames = await page.evaluate(async () => {
    const grid = document.querySelector('[role="grid"]');
    const gaps = [];
    let most = 0;
    let last = await new Promise(requestAnimationFrame);
    for (let top = 0; top < grid.scrollHeight; top += 320) {
      grid.scrollTop = top;
      const now = await new Promise(requestAnimationFrame);
      gaps.push(now - last);
      last = now;
      most = Math.max(most, grid.querySelectorAll('[role="row"]').length);
    }
    return { gaps, most };
  });
  return {
    frames: frames.gaps.length,
    longest: Math.max(...frames.gaps),
    median: median(frames.gaps),
    over50: frames.gaps.filter((gap) => gap > 50).length,
    rows: frames.most,
  };
}

async function type(page, text) {
  await page.evaluate(() => (globalThis.seen.typing = []));
  await page.getByLabel('Filter', { exact: true }).click();
  await page.keyboard.type(text, { delay: 60 });
  await page.waitForTimeout(300);
  const delays = await page.evaluate(() => globalThis.seen.typing);
  return { keys: delays.length, median: median(delays), longest: Math.max(...delays) };
}

/** Chooses twenty runs and opens their comparison; until its first chart stands. */
async function compare(page) {
  const grid = page.getByRole('grid', { name: 'Runs' });
  await grid.evaluate((element) => (element.scrollTop = 0));
  await grid.focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 19; i++) await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('20 runs chosen').waitFor();
  const began = performance.now();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.locator('.js-plotly-plot .scatterlayer').first().waitFor({ timeout: 60_000 });
  return performance.now() - began;
}

/** Prints what the notebook of runs takes. */
export async function measureRuns(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const count = await prepare(context, url);
  console.error(`${count} runs of ${points} epochs are written.`);
  const opened = [];
  for (let i = 0; i < openings; i++) {
    const page = await context.newPage();
    await open(page, url);
    opened.push(await page.evaluate(() => globalThis.seen.drawn));
    await page.close();
  }
  const page = await context.newPage();
  const opening = await threadTime(page, () => open(page, url));
  const before = await heapMB(page);
  const scrolled = [await scroll(page), await scroll(page)];
  const scrolling = await threadTime(page, () => scroll(page));
  const typed = await type(page, "metrics.val_loss < 0.5 AND params.optimizer = 'adam'");
  await page.getByLabel('Filter', { exact: true }).fill('');
  const afterScroll = await heapMB(page);
  const compared = await compare(page);
  const after = await heapMB(page);
  await context.close();
  console.log(`${count} runs × ${points} points`);
  console.table({
    'navigation to the table drawn, ms': `median ${whole(median(opened))} of ${opened.map(whole).join(', ')}`,
    'scrolling, frames': scrolled
      .map(
        (one) =>
          `${one.frames}: longest ${whole(one.longest)} ms, median ${whole(one.median)} ms, ${one.over50} over 50 ms`,
      )
      .join(' | '),
    'computing of the page’s thread, ms': `opening ${whole(opening.total)} in all; longest task: opening ${whole(opening.longest)}, scrolling ${whole(scrolling.longest)}`,
    'row elements at most': Math.max(...scrolled.map(({ rows }) => rows)),
    'key in the filter to the next frame, ms': `median ${whole(typed.median)}, longest ${whole(typed.longest)} of ${typed.keys}`,
    'twenty chosen to their first chart, ms': whole(compared),
    'heap of the page, MB': `opened ${whole(before)} → scrolled and filtered ${whole(afterScroll)} → compared ${whole(after)}`,
  });
}
