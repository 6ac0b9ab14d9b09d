// A page of a bench, built by itself: the product has no room for it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';

/** Builds test/tools/`folder`, serves it while `work` has its address, and clears it away. */
export async function withBenchPage(root, folder, work) {
  const outDir = mkdtempSync(join(tmpdir(), 'model-loop-bench-'));
  try {
    const input = join(root, 'test', 'tools', folder, 'index.html');
    await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, rollupOptions: { input } } });
    const server = await preview({
      root,
      logLevel: 'error',
      build: { outDir },
      preview: { host: '127.0.0.1', port: 0, strictPort: false },
    });
    try {
      await work(`${server.resolvedUrls?.local[0]}test/tools/${folder}/index.html`);
    } finally {
      await new Promise((resolve) => server.httpServer.close(resolve));
    }
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** Counts tasks of the page that took longer than 50 ms, in `seen.tasks`. To be called before the page is opened. */
export const watchLongTasks = (page) =>
  page.addInitScript(() => {
    const seen = { tasks: [] };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.tasks.push(Math.round(duration));
    }).observe({ entryTypes: ['longtask'] });
  });
