// A person brings their own table: on the built page, in a real browser, with a real profile on disk.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, Visit } from './page.ts';
import { servePreview, type Site } from './server.ts';

/** Semicolons, decimal commas, dates, yes and no in another language, and a name that is markup. */
const customers = [
  'age;<b>income</b>;city;since;bought',
  ...Array.from({ length: 600 }, (_, i) => {
    const age = 20 + ((i * 7) % 50);
    const income = (1000 + ((i * 37) % 900)) / 10;
    const day = `2024-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
    const city = ['Köln', 'Bonn', 'Ulm'][i % 3];
    return `${age};${income.toFixed(1).replace('.', ',')};${city};${day};${age + income / 5 > 62 ? 'ja' : 'nein'}`;
  }),
].join('\r\n');
/** One cell more in line 4. */
const ragged = 'a,b,c\n1,2,3\n4,5,6\n7,8,9,10\n';

const sections = ['choose', 'look', 'versions', 'prepare'];
const go = (page: Page, section: string) =>
  page.evaluate((name) => (location.hash = `#/data/${name}`), section);
const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const fileInput = (page: Page) => page.locator('input[type=file]').first();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

describe('a table of one’s own', () => {
  let site: Site;
  let profile: string;
  let visit: Visit;

  beforeAll(async () => {
    site = await servePreview();
    profile = await mkdtemp(join(tmpdir(), 'model-loop-data-'));
    visit = await Visit.start(site.origin, { profile });
  });
  afterAll(async () => {
    await visit.close();
    await site.close();
    await rm(profile, { recursive: true, force: true });
  });

  it('a file that cannot be read is refused with its line, and nothing has happened', async () => {
    const { page } = visit;
    await page.goto(`${site.origin}/#/data`);
    await page.getByRole('heading', { name: 'Bring your own data' }).waitFor();
    await fileInput(page).setInputFiles(file('ragged.csv', ragged));
    await page
      .getByText(/line 4/i)
      .first()
      .waitFor();
    // The scene that was open goes on, and nothing else was begun.
    await page.getByRole('banner').getByText('Bikes: a winter model meets spring').waitFor();
    const earlier = page.getByRole('region', { name: 'Earlier projects' });
    expect(await earlier.getByText(/ragged/).count()).toBe(0);
    visit.assertClean();
  });

  it('goes from choosing it to a trained model in three clicks', async () => {
    const { page } = visit;
    // 1: the file is chosen or dropped.
    await fileInput(page).setInputFiles(file('customers.csv', customers));
    // 2 and 3.
    await button(page, 'Use this data').click();
    await button(page, 'Train').click();
    await page
      .getByRole('banner')
      .getByText(/champion v1/)
      .waitFor({ timeout: 60_000 });
    await page.getByRole('banner').getByText('customers.csv').waitFor();
    visit.assertClean();
  });

  it('shows its profile, and a bar opens its rows', async () => {
    const { page } = visit;
    await go(page, 'look');
    await page.getByRole('heading', { name: 'What to look at first' }).waitFor({ timeout: 60_000 });
    // A name from the file is text, whatever it looks like.
    await page.getByText('<b>income</b>').first().waitFor();
    expect(await page.locator('main b').count()).toBe(0);
  });

  it('is there again after a reload, with its data and its champion', async () => {
    const { page } = visit;
    await page.reload();
    await page.getByRole('banner').getByText('customers.csv').waitFor({ timeout: 60_000 });
    await page
      .getByRole('banner')
      .getByText(/champion v1/)
      .waitFor();
    await go(page, 'look');
    await page.getByText('imported from customers.csv').first().waitFor({ timeout: 60_000 });
    visit.assertClean();
  });

  it('axe finds nothing in any part of the data room', async () => {
    const { page } = visit;
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1440, 360]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        for (const section of sections) {
          await go(page, section);
          await page.getByRole('navigation', { name: 'Parts of the data room' }).waitFor();
          await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
          await page.waitForTimeout(150);
          expect(await axe(page), `${section}, ${colorScheme}, ${width} px`).toEqual([]);
        }
      }
    visit.assertClean();
  });
});
