// What the built page holds of memory, in a real browser. The resident memory of the browser's processes can be read on
// Linux only.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { launchOptions } from '../find-browser.mjs';

const root = join(import.meta.dirname, '..', '..');

/** Megabytes that a process holds, or NaN where it can't be read. */
function resident(id) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return NaN;
  }
}

/** The built page in a browser of its own, not yet opened. */
export async function soakedPage() {
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
  return {
    page,
    url,
    /** After a collection of garbage. */
    async memory() {
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
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.httpServer.close(resolve));
    },
  };
}
