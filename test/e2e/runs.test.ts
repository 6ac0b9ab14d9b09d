// The training room and the notebook of runs on the built page, by keyboard alone: build, train, stop, compare. And a tab
// that is killed in the midst of a training.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, Visit } from './page.ts';
import { servePreview, type Site } from './server.ts';

/** More stops than any room has: then the way round is over and the wanted one can't be reached. */
const mostStops = 150;

/** Presses Tab until the wanted control has the focus: what can't be reached so can't be used by keyboard. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let stop = 0; stop < mostStops; stop++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${wanted.toString()}.`);
}

async function press(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
}

async function type(page: Page, wanted: Locator, text: string): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

const room = (page: Page, name: RegExp) =>
  page.getByRole('navigation').getByRole('button', { name }).or(page.getByRole('link', { name })).first();
const section = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const runRow = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`${name}\\b`) });

/** The number field of a setting; its slider goes in steps. */
const field = (page: Page, name: string) =>
  page.locator('input[type=number], input[inputmode]').and(page.getByLabel(name, { exact: true }));

async function openBatches(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'How it learns' }).waitFor();
  if (await field(page, 'Epochs').isVisible()) return;
  await press(page, page.locator('summary', { hasText: 'Batches and epochs' }));
}

const opened = async (page: Page, site: Site): Promise<void> => {
  await page.goto(site.url);
  await page.getByRole('heading', { level: 1, name: /Model v1/ }).waitFor({ timeout: 60_000 });
};

describe('by keyboard alone', () => {
  let site: Site;
  let visit: Visit;

  beforeAll(async () => {
    site = await servePreview();
    visit = await Visit.start(site.origin);
    await opened(visit.page, site);
  });
  afterAll(async () => {
    await visit.close();
    await site.close();
  });

  it('builds a network of two hidden layers', async () => {
    const { page } = visit;
    await press(page, room(page, /^Train/));
    await press(page, section(page, 'Model and settings'));
    await press(page, page.getByRole('button', { name: 'Change the layers' }));
    await press(page, page.getByRole('button', { name: 'Add dense' }));
    await press(page, page.getByRole('button', { name: 'Add dense' }));
    const table = page.getByRole('table', { name: /what they cost/ });
    await expect.poll(() => table.getByRole('row').count()).toBe(6);
    expect(await axe(page)).toEqual([]);
  });

  it('trains it and stops in the midst', async () => {
    const { page } = visit;
    await openBatches(page);
    // One row a step: some seconds of work for any engine.
    await type(page, field(page, 'Batch size'), '1');
    await type(page, field(page, 'Epochs'), '2000');
    await press(page, section(page, 'Train'));
    await press(page, page.getByRole('button', { name: 'Retrain now' }));
    await press(page, page.getByRole('button', { name: 'Stop and keep' }));
    await page.getByRole('button', { name: 'Stop and keep' }).waitFor({ state: 'detached' });
    await press(page, room(page, /^Runs/));
    await runRow(page, 'Run 2').filter({ hasText: 'stopped by hand' }).waitFor();
  });

  it('chooses two runs in the table and compares them', async () => {
    const { page } = visit;
    await tabTo(page, page.getByRole('grid').or(page.getByRole('treegrid')).first());
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    expect(await axe(page)).toEqual([]);
    await page.getByText('2 runs chosen').first().waitFor();
    await press(page, page.getByRole('link', { name: /^Compare/ }).first());
    await page.getByRole('region', { name: 'Settings of the runs' }).waitFor();
    await page
      .getByRole('cell', { name: /own-layers/ })
      .first()
      .waitFor();
    expect(await axe(page)).toEqual([]);
    visit.assertClean();
  });
});

describe('a tab that is killed while it trains', () => {
  let site: Site;
  let profile: string;
  beforeAll(async () => {
    site = await servePreview();
    profile = await mkdtemp(join(tmpdir(), 'model-loop-killed-'));
  });
  afterAll(async () => {
    await site.close();
    await rm(profile, { recursive: true, force: true });
  });

  it('goes on when the page is opened again, and ends with the weights of an undisturbed run', async () => {
    const { page, visit } = await begun(site, profile);
    await page
      .getByText(/Epoch \d+ of/)
      .first()
      .waitFor();
    // Until a checkpoint has been kept.
    await page.waitForTimeout(2500);
    // The renderer is gone at once: no handler of the page runs.
    const session = await page.context().newCDPSession(page);
    const gone = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined);
    await gone;
    await visit.close();

    const again = await Visit.start(site.origin, { profile });
    try {
      const { page } = again;
      await page.goto(`${site.url}#/runs/table`);
      await runRow(page, 'Run 2').filter({ hasText: /done/ }).waitFor({ timeout: 120_000 });
      await runRow(page, 'Run 2').dblclick();
      await page.getByRole('button', { name: /verify/i }).click();
      await page.getByText(/same weights: yes/i).waitFor({ timeout: 120_000 });
    } finally {
      await again.close();
    }
  });
});

/** A page with a training of some seconds under way. */
async function begun(site: Site, profile: string): Promise<{ page: Page; visit: Visit }> {
  const visit = await Visit.start(site.origin, { profile });
  const { page } = visit;
  await opened(page, site);
  await page.goto(`${site.url}#/train/model`);
  await openBatches(page);
  for (const [name, value] of [
    ['Batch size', '1'],
    ['Epochs', '1000'],
  ] as const) {
    await field(page, name).fill(value);
    await field(page, name).press('Enter');
  }
  await page.goto(`${site.url}#/train/train`);
  await page.getByRole('button', { name: 'Retrain now' }).click();
  return { page, visit };
}
