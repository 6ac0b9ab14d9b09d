// Measures scoring and all monitors on a stream that passes at full speed, in a real browser and its worker, and what page and
// worker hold of memory over a million rows: a part of `npm run bench`. Numbers, no verdict. Shared machines are noisy: the best
// sample says what the code needs.

import { readFileSync } from 'node:fs';
import { watchLongTasks, withBenchPage } from './bench-page.mjs';

const rows = 45_000;
const delay = 4;
const cases = {
  ...Object.fromEntries(
    [250, 500, 1000].map((windowRows) => [
      `45,000 rows, windows of ${windowRows}, one by one`,
      { rows, windowRows, delay, together: 1 },
    ]),
  ),
  '45,000 rows, windows of 500, all at once': { rows, windowRows: 500, delay: 0, together: 32 },
};

const perSecond = (count, ms) => Math.round((1000 * count) / ms);

/** Megabytes that the processes of pages hold: workers are among them. NaN where it can't be read. */
async function resident(browserSession) {
  const { processInfo } = await browserSession.send('SystemInfo.getProcessInfo');
  const of = ({ id }) => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1024;
    } catch {
      return NaN;
    }
  };
  return Math.round(
    processInfo.filter(({ type }) => type === 'renderer').reduce((sum, one) => sum + of(one), 0),
  );
}

/** Megabytes on the heaps of page and worker after a collection of garbage. */
async function heaps(page, session, workers) {
  const used = [];
  for (const send of [session.send.bind(session), ...workers]) {
    await send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = await send('Runtime.getHeapUsage');
    used.push(Math.round((10 * (usedSize + backingStorageSize)) / 2 ** 20) / 10);
  }
  return used;
}

/** Speaks to the workers of a page through its session. */
async function workersOf(session) {
  const workers = [];
  let next = 1;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== 'worker') return;
    workers.push(
      (method) =>
        new Promise((resolve, reject) => {
          const id = next++;
          const hear = (event) => {
            const message = JSON.parse(event.message);
            if (event.sessionId !== sessionId || message.id !== id) return;
            session.off('Target.receivedMessageFromTarget', hear);
            if (message.error) reject(new Error(message.error.message));
            else resolve(message.result);
          };
          session.on('Target.receivedMessageFromTarget', hear);
          session
            .send('Target.sendMessageToTarget', {
              sessionId,
              message: JSON.stringify({ id, method, params: {} }),
            })
            .catch(reject);
        }),
    );
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return workers;
}

async function measure(browser, url, samples) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  await watchLongTasks(page);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.benchReady, null, { timeout: 120_000 });
  await page.evaluate(() => globalThis.benchReady);
  const table = {};
  for (const [name, one] of Object.entries(cases)) {
    // The table is made, loaded and the code compiled before anything is timed.
    await page.evaluate((asked) => globalThis.benchRun(asked), one);
    await page.evaluate(() => void (globalThis.seen.tasks.length = 0));
    const found = [];
    for (let i = 0; i < samples; i++)
      found.push(await page.evaluate((asked) => globalThis.benchRun(asked), one));
    const inWorker = found.map(({ scoringMs, monitorsMs }) => scoringMs + monitorsMs);
    const least = (of) => Math.min(...found.map(of));
    table[name] = {
      'rows/s in the worker, best': perSecond(rows, Math.min(...inWorker)),
      median: perSecond(rows, inWorker.toSorted((a, b) => a - b)[Math.floor(samples / 2)]),
      'scoring, ms per 1,000 rows': Number((least(({ scoringMs }) => scoringMs) / (rows / 1000)).toFixed(2)),
      'monitors, ms per 1,000 rows': Number(
        (least(({ monitorsMs }) => monitorsMs) / (rows / 1000)).toFixed(2),
      ),
      'rows/s with the page': perSecond(
        rows,
        least(({ wallMs }) => wallMs),
      ),
      'figures a window': Number(found[0].figuresAWindow.toFixed(1)),
      'longest task of the page, ms': await page.evaluate(() => Math.max(0, ...globalThis.seen.tasks)),
    };
    for (const fault of new Set(found.flatMap(({ faults }) => faults))) console.error(fault);
  }
  console.table(table);
  await page.close();
}

/** A million rows, and the memory at every hundred thousand. */
async function soak(browser, url) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  const session = await page.context().newCDPSession(page);
  const workers = await workersOf(session);
  const browserSession = await browser.newBrowserCDPSession();
  await page.goto(url);
  await page.waitForFunction(() => globalThis.benchReady, null, { timeout: 120_000 });
  await page.evaluate(() => globalThis.benchReady);
  const table = [];
  await page.exposeFunction('benchReached', async (passed) => {
    const [pageMB, ...workerMB] = await heaps(page, session, workers);
    table.push({
      rows: passed.toLocaleString('en'),
      'page, MB': pageMB,
      'worker, MB': Math.max(...workerMB),
      'resident, MB': await resident(browserSession),
    });
  });
  const asked = { rows: 1_000_000, windowRows: 500, delay, together: 1 };
  const { scoringMs, monitorsMs } = await page.evaluate(
    (one) => globalThis.benchRun(one, (passed) => globalThis.benchReached(passed)),
    asked,
  );
  console.table(table);
  console.log(`1,000,000 rows in the worker: ${perSecond(asked.rows, scoringMs + monitorsMs)} rows/s`);
  await page.close();
}

/** Prints rows a second and what a million of them leave behind. */
export const measureMonitoring = (browser, root, samples = 5) =>
  withBenchPage(root, 'monitoring-bench', async (url) => {
    await measure(browser, url, samples);
    await soak(browser, url);
  });
