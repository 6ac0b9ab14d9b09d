// Faults on the built page: each says what happened and what to do, and nothing stored is lost.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Visit, type VisitOptions } from './page.ts';
import { servePreview, type Site } from './server.ts';

let site: Site;
let visit: Visit | null = null;
let folders: string[] = [];

beforeAll(async () => {
  site = await servePreview();
});
afterAll(() => site.close());
afterEach(async () => {
  await visit?.close();
  visit = null;
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  folders = [];
});

async function start(options: VisitOptions = {}): Promise<Page> {
  visit = await Visit.start(site.origin, options);
  await visit.page.goto(site.url);
  return visit.page;
}

async function profile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'model-loop-faults-'));
  folders.push(folder);
  return folder;
}

const live = (page: Page) =>
  page.getByRole('heading', { level: 1, name: /Model v1/ }).waitFor({ timeout: 30_000 });
const placeOf = (page: Page) => page.getByRole('region', { name: 'Timeline' }).innerText();
const positionOf = async (page: Page) => Number((await placeOf(page)).match(/(\d+) \/ \d+/)?.[1]);

async function pause(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Pause$/ })
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Play$/ })
    .first()
    .waitFor();
  // A window that was under way still arrives.
  let before = -1;
  for (let now = await positionOf(page); now !== before; now = await positionOf(page)) {
    before = now;
    await page.waitForTimeout(400);
  }
}

/** Writes into the page's database behind its back. */
function tamper(page: Page, store: string, change: string): Promise<unknown> {
  return page.evaluate(
    ([name, body]) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('model-loop');
        request.onerror = () => reject(new Error('open'));
        request.onsuccess = () => {
          const database = request.result;
          const transaction = database.transaction(name, 'readwrite');
          const records = transaction.objectStore(name).openCursor();
          records.onsuccess = () => {
            const cursor = records.result;
            if (!cursor) return;
            if (body === 'delete') cursor.delete();
            else cursor.update({ ...cursor.value, [body]: 'damaged' });
            cursor.continue();
          };
          transaction.oncomplete = () => {
            database.close();
            resolve(null);
          };
        };
      }),
    [store, change] as const,
  );
}

describe('without WebGPU', () => {
  it('works and says which engine runs', async () => {
    const page = await start({
      before: () => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined }),
    });
    await live(page);
    await page
      .getByRole('button', { name: /WebAssembly .* steps\/s/ })
      .first()
      .waitFor();
    visit?.assertClean();
  });

  it('does not present a software adapter as a GPU', async () => {
    const page = await start();
    await live(page);
    expect(await page.getByText(/WebGPU .* steps\/s/).count()).toBe(0);
  });
});

describe('an engine that the person asks for', () => {
  it('is used and named, also after a reload, and a software adapter is called one', async () => {
    const page = await start({ profile: await profile() });
    await live(page);
    await pause(page);
    await page.goto(`${site.url}#/engine`);
    const choice = page.getByLabel('Use', { exact: true });
    await choice.selectOption('js');
    await page.getByRole('button', { name: /^JavaScript .*plain JavaScript was asked for/ }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^JavaScript .*was asked for/ }).waitFor();
    expect(await choice.inputValue()).toBe('js');
    await choice.selectOption('webgpu');
    await page
      .getByRole('button', { name: /^WebGPU \(software\) .*was asked for/ })
      .waitFor({ timeout: 60_000 });
    await page.getByText('a program, not a graphics card').waitFor();
    await choice.selectOption('fastest');
    await page.getByRole('button', { name: /^WebAssembly .*software, not a GPU/ }).waitFor();
    visit?.assertClean();
  });
});

describe('without IndexedDB', () => {
  it('works in memory and says that nothing is kept', async () => {
    const page = await start({
      before: () => Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined }),
    });
    await live(page);
    await page.getByText('Nothing is kept after this tab closes').waitFor();
    visit?.assertClean();
  });
});

describe('a second tab', () => {
  it('only watches, follows, and can take over', async () => {
    const first = await start({ profile: await profile() });
    await live(first);
    const second = await visit!.context.newPage();
    await second.goto(site.url);
    await second.getByText('Another tab is working on this project').first().waitFor({ timeout: 30_000 });
    await pause(first);
    // A window that was under way when the stream paused still arrives.
    await expect.poll(async () => (await positionOf(second)) - (await positionOf(first))).toBe(0);
    const position = await positionOf(first);
    await second.getByRole('button', { name: 'Work here instead' }).click();
    await second.getByText('Another tab is working on this project').first().waitFor({ state: 'detached' });
    await first.getByText('Another tab is working on this project').first().waitFor();
    await second
      .getByRole('button', { name: /^Play$/ })
      .first()
      .click();
    await expect.poll(() => positionOf(second)).toBeGreaterThan(position);
    await expect.poll(() => positionOf(first)).toBeGreaterThan(position);
    visit?.assertClean();
  });
});

describe('a full disk', () => {
  it('says so, keeps what was kept, and goes on when there is room again', async () => {
    // How much the opening takes is looked up in another profile.
    const before = await start({ profile: await profile() });
    await live(before);
    const used = await before.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await visit?.close();
    visit = await Visit.start(site.origin, { profile: await profile() });
    const { page } = visit;
    const session = await visit.context.newCDPSession(page);
    // Room for the opening and some windows, not for the whole stream.
    const quotaSize = used + 10_000;
    await session.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize });
    await page.goto(site.url);
    await live(page);
    await page
      .getByText('The disk space that the browser gives this page is used up.')
      .waitFor({ timeout: 60_000 });
    const kept = await positionOf(page);
    expect(kept).toBeGreaterThan(0);
    await page.reload();
    await live(page);
    expect(await positionOf(page)).toBe(kept);
    await session.send('Storage.overrideQuotaForOrigin', { origin: site.origin });
    await page
      .getByRole('button', { name: /^(Play|Retrain on what has happened since)$/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'One window on' }).click();
    await expect.poll(() => positionOf(page), { timeout: 10_000 }).toBeGreaterThan(kept);
  });
});

describe('damaged storage', () => {
  it.each([
    ['runs', 'training'],
    ['windows', 'span'],
    ['datasetVersions', 'columns'],
  ])('shows which record of %s is damaged and reads the rest', async (store, field) => {
    const page = await start({ profile: await profile() });
    await live(page);
    await pause(page);
    const position = await positionOf(page);
    await tamper(page, store, field);
    await page.reload();
    await page
      .getByText(/One stored record .* can't be read/)
      .first()
      .waitFor({ timeout: 30_000 });
    expect(await positionOf(page)).toBe(position);
    await page.evaluate(() => (location.hash = '#/data'));
    await page.getByRole('button', { name: 'Start over', exact: true }).click();
    await page.evaluate(() => (location.hash = '#/home'));
    await live(page);
    expect(visit?.pageErrors).toEqual([]);
  });

  it('names a damaged champion, shows everything else, and starting over works', async () => {
    const page = await start({ profile: await profile() });
    await live(page);
    await pause(page);
    await tamper(page, 'versions', 'architecture');
    await page.reload();
    await page
      .getByRole('heading', { level: 1, name: /can’t be read any more/ })
      .waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Choose another version' }).waitFor();
    for (const room of ['train', 'evaluate', 'deploy', 'monitor', 'runs', 'data']) {
      await page.evaluate((name) => (location.hash = `#/${name}`), room);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect(await page.getByText('This room could not be shown').count(), room).toBe(0);
    }
    await page.getByRole('button', { name: 'Start over', exact: true }).click();
    await page.evaluate(() => (location.hash = '#/home'));
    await live(page);
    expect(visit?.pageErrors).toEqual([]);
  });

  it('never passes off an emptied database as a first visit', async () => {
    const page = await start({ profile: await profile() });
    await live(page);
    await pause(page);
    for (const store of ['projects', 'ledger', 'windows', 'versions', 'runs'])
      await tamper(page, store, 'delete');
    await page.reload();
    await page.getByText(/The browser gave back less than was kept here/).waitFor({ timeout: 30_000 });
  });
});

describe('a worker that dies', () => {
  it('is replaced, and the stream goes on', async () => {
    const page = await start({
      before: () => {
        const made: Worker[] = [];
        const Original = Worker;
        Object.assign(globalThis, {
          Worker: class extends Original {
            constructor(url: string | URL, options?: WorkerOptions) {
              super(url, options);
              made.push(this);
            }
          },
          crashEngine: () =>
            made.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'crashed by the test' })),
        });
      },
    });
    await live(page);
    await pause(page);
    const position = await positionOf(page);
    await page.evaluate(() => (globalThis as { crashEngine?: () => void }).crashEngine?.());
    await page
      .getByRole('button', { name: /^Play$/ })
      .first()
      .click();
    await expect.poll(() => positionOf(page), { timeout: 20_000 }).toBeGreaterThan(position);
  });
});

describe('data that cannot be fetched', () => {
  it('says so, and offers to try again and another scene', async () => {
    visit = await Visit.start(site.origin);
    const { page } = visit;
    await page.route('**/data/**', (route) => route.abort());
    await page.goto(site.url);
    await page.getByText('This scene could not be opened').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: /Miles per gallon/ }).waitFor();
    await page.unroute('**/data/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await live(page);
  });
});
