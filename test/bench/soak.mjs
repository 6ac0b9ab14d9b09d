// Retrains again and again in the built page and watches its memory: `npm run soak [engine [retrains]]`. Numbers, no
// verdict. The resident memory of the browser's processes can be read on Linux only.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { launchOptions } from '../find-browser.mjs';

const root = join(import.meta.dirname, '..', '..');
const [engine = 'wasm', count = '200'] = process.argv.slice(2);
const retrains = Number(count);

const server = await preview({
  root,
  logLevel: 'error',
  preview: { host: '127.0.0.1', port: 0, strictPort: false },
});
const url = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0];
const browser = await chromium.launch({ ...launchOptions(), headless: true });
const browserSession = await browser.newBrowserCDPSession();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const session = await page.context().newCDPSession(page);
page.on('pageerror', (error) => console.error(`page: ${error.message}`));

/** Megabytes that a process holds, or NaN where it can't be read. */
function resident(id) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return NaN;
  }
}

async function memory() {
  await session.send('HeapProfiler.collectGarbage');
  const heap = await session.send('Runtime.getHeapUsage');
  const { processInfo } = await browserSession.send('SystemInfo.getProcessInfo');
  const of = (type) =>
    Math.round(
      processInfo.filter((one) => one.type === type).reduce((sum, one) => sum + resident(one.id), 0),
    );
  return {
    pageHeapMB: Math.round(heap.usedSize / 2 ** 20),
    renderersMB: of('renderer'),
    gpuMB: of('GPU'),
  };
}

await page.goto(`${url}#/engine`);
await page.getByRole('button', { name: 'Run the bench' }).waitFor({ timeout: 120_000 });
await page.getByLabel('Use', { exact: true }).selectOption(engine);
await page.goto(`${url}#/train`);
const button = page.getByRole('button', { name: 'Retrain now' });
await button.waitFor({ timeout: 60_000 });

const table = [];
const began = performance.now();
for (let done = 0; done <= retrains; done++) {
  if (done % Math.ceil(retrains / 10) === 0) {
    table.push({ retrains: done, ...(await memory()) });
    console.log(table.at(-1));
  }
  await button.click();
  const wanted = `v${done + 2}`;
  await page
    .getByText(new RegExp(`challenger ${wanted}\\b`))
    .first()
    .waitFor({ timeout: 60_000 });
}
console.log(`${engine}: ${retrains} retrains in ${Math.round((performance.now() - began) / 1000)} s`);
console.table(table);
await browser.close();
await new Promise((resolve) => server.httpServer.close(resolve));
process.exit(0);
