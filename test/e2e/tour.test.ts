// The tour: the main job of the page, on the built page, in a real browser, with a real profile on disk.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, Visit } from './page.ts';
import { servePreview, type Site } from './server.ts';

const rooms = [
  'home',
  'data',
  'train',
  'evaluate',
  'deploy',
  ...['', '/performance', '/drift', '/alerts', '/change', '/lab', '/blind-spots', '/plan'].map(
    (section) => `monitor${section}`,
  ),
  'runs',
  'engine',
];
const primary = (page: Page, name: RegExp) =>
  page.getByRole('region', { name: 'Next step' }).getByRole('button', { name });
const placeOf = async (page: Page) =>
  (await page.getByRole('region', { name: 'Timeline' }).innerText()).match(/\d+ \/ \d+/)?.[0];
const scrubber = (page: Page) => page.getByRole('slider', { name: /timeline/i });

async function open(page: Page, room: string): Promise<void> {
  await page.evaluate((name) => (location.hash = `#/${name}`), room);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Kinds of all ledger lines, oldest first, as the Deploy room shows them. */
async function ledger(page: Page): Promise<string[]> {
  await open(page, 'deploy');
  const items = page.getByRole('region', { name: 'Ledger' }).getByRole('listitem');
  await items.first().waitFor();
  const titles = await items.locator('.title').allInnerTexts();
  return titles.reverse();
}

/** Rows of a window that has passed, with the answers that were given, read from the inspector. */
async function windowRows(page: Page, index: number): Promise<string[]> {
  const heading = page.getByRole('complementary').getByRole('table', { name: 'Rows of this window' });
  await scrubber(page).focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < index; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await heading.waitFor();
  return heading.getByRole('row').allInnerTexts();
}

describe('the tour', () => {
  /** Accuracy of the windows that made the alarm ring. */
  let fallen = NaN;
  let site: Site;
  let profile: string;
  let visit: Visit;

  beforeAll(async () => {
    site = await servePreview();
    profile = await mkdtemp(join(tmpdir(), 'model-loop-tour-'));
    visit = await Visit.start(site.origin, { profile });
  });
  afterAll(async () => {
    await visit.close();
    await site.close();
    await rm(profile, { recursive: true, force: true });
  });

  it('opens on a live scene that plays by itself', async () => {
    const { page } = visit;
    await page.goto(site.url);
    await primary(page, /Pause/).waitFor({ timeout: 30_000 });
    await page.getByRole('heading', { level: 1, name: /Model v1/ }).waitFor();
    const before = await scrubber(page).getAttribute('aria-valuemax');
    expect(Number(before)).toBeGreaterThan(50);
  });

  it('raises an alarm on the real data and says why', async () => {
    const { page } = visit;
    await primary(page, /Retrain on what has happened since/).waitFor({ timeout: 60_000 });
    const said = await page.getByRole('region', { name: 'Next step' }).innerText();
    expect(said).toMatch(/Accuracy of v1 stayed below 0\.\d\d for 3 windows in a row/);
    await page.getByRole('button', { name: /1 alarm/ }).click();
    const evidence = page.getByRole('table', { name: 'Windows that made it speak' });
    await evidence.getByRole('row').nth(3).waitFor();
    const values = await evidence.getByRole('row').locator('td:nth-child(2)').allInnerTexts();
    expect(values.length).toBe(3);
    fallen = values.reduce((sum, value) => sum + Number(value), 0) / 3;
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('says in the monitoring room what has changed, since when, and shows it', async () => {
    const { page } = visit;
    await open(page, 'monitor');
    await page.getByRole('heading', { level: 2, name: /^Something is wrong: accuracy is 0\.\d\d/ }).waitFor();
    const board = page.getByRole('region', { name: 'How it stands' });
    await board.getByRole('link', { name: /^Performance/ }).waitFor();
    expect(await board.getByRole('link').count()).toBe(6);
    await board.getByRole('link', { name: /^Inputs/ }).click();
    await page.locator('.js-plotly-plot .heatmaplayer').first().waitFor();
    const features = page.getByRole('table', { name: 'Features, the latest window' });
    await features.getByRole('row').nth(6).waitFor();
    await features.getByRole('button').first().click();
    await page.getByLabel('Window to look at').waitFor();
    expect(await axe(page)).toEqual([]);
    await open(page, 'home');
  });

  it('retrains, and the challenger is better on recent rows', async () => {
    const { page } = visit;
    await primary(page, /Retrain/).click();
    await primary(page, /Compare v2 with the champion/).waitFor({ timeout: 60_000 });
    await primary(page, /Compare v2/).click();
    // Gate, tests and figures with their intervals are there without one press more.
    await page.getByText('v2 passed its gate').first().waitFor();
    await page.getByText('v2 did better, by more than chance explains').waitFor();
    await page.getByText(/Accuracy \d.* of v1 on the same \d+ rows/).waitFor();
    const tests = page.getByRole('region', { name: 'Tests' });
    expect(await tests.innerText()).toMatch(/(\d+) of \1 passed/);
    expect(await page.getByRole('region', { name: 'Thresholds' }).innerText()).toContain('Accuracy');
    expect(await axe(page)).toEqual([]);
    await open(page, 'evaluate/compare');
    await page.getByRole('table', { name: 'Rows where the two differ' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await open(page, 'evaluate');
  });

  let predictionsOfFirst: string[] = [];
  it('promotes it, and the windowed metric recovers', async () => {
    const { page } = visit;
    predictionsOfFirst = await windowRows(page, 2);
    expect(predictionsOfFirst.length).toBeGreaterThan(70);
    await page.getByRole('button', { name: 'Promote v2' }).click();
    await open(page, 'home');
    await page.getByRole('heading', { level: 1, name: /Model v2/ }).waitFor({ timeout: 30_000 });
    await primary(page, /See what would have happened without you/).waitFor({ timeout: 60_000 });
    await primary(page, /without you/).click();
    await page.getByText('v1, never replaced').first().waitFor();
    await page
      .getByRole('heading', { level: 1, name: /In May it is right for/ })
      .waitFor({ timeout: 60_000 });
    const passed = async () => Number((await placeOf(page))?.split(' ')[0]);
    await expect.poll(passed, { timeout: 30_000 }).toBeGreaterThan(30);
    const sentence = await page.getByRole('heading', { level: 1 }).innerText();
    const right = [...sentence.matchAll(/right for (\d+)/g)].map((match) => Number(match[1]));
    expect(Math.min(...right)).toBeGreaterThan(100 * fallen);
  });

  it('has no accessibility problem in any room, and every request stays here', async () => {
    const { page } = visit;
    await page
      .getByRole('button', { name: /^Pause$/ })
      .first()
      .click();
    for (const [colorScheme, width] of [
      ['light', 1440],
      ['dark', 1440],
      ['dark', 360],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      for (const room of rooms) {
        await open(page, room);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wider, `${room} at ${width} px is wider than the screen`).toBeLessThanOrEqual(0);
        expect(await axe(page), `${room}, ${colorScheme}, ${width} px`).toEqual([]);
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 900 });
    visit.assertClean();
  });

  it('is all there after a reload: versions, alias history, charts', async () => {
    const { page } = visit;
    const before = await ledger(page);
    expect(before).toEqual(
      expect.arrayContaining([
        'v1 evaluated',
        'v1 promoted',
        'Alarm',
        'v2 trained',
        'v2 evaluated against v1',
        'v2 promoted',
      ]),
    );
    await open(page, 'home');
    const position = await placeOf(page);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: /Model v2/ }).waitFor({ timeout: 30_000 });
    expect(await ledger(page)).toEqual(before);
    await open(page, 'home');
    expect(await placeOf(page)).toBe(position);
    await page.locator('.js-plotly-plot .scatterlayer').first().waitFor();
    const versions = page.getByRole('grid', { name: /^Versions/ });
    await open(page, 'deploy/registry');
    await expect.poll(() => versions.getByRole('row').count()).toBe(3);
  });

  it('rolls back, and the old predictions come back exactly', async () => {
    const { page } = visit;
    await open(page, 'deploy');
    await page.getByRole('button', { name: 'Roll back to v1' }).click();
    await page.getByRole('heading', { name: 'Champion: v1' }).waitFor();
    expect(await windowRows(page, 2)).toEqual(predictionsOfFirst);
    expect((await ledger(page)).at(-1)).toBe('Rolled back to v1');
    visit.assertClean();
  });

  it('comes back after the browser itself was closed', async () => {
    await visit.close();
    visit = await Visit.start(site.origin, { profile });
    await visit.page.goto(site.url);
    await visit.page.getByRole('heading', { level: 1, name: /Model v1/ }).waitFor({ timeout: 30_000 });
    expect((await ledger(visit.page)).at(-1)).toBe('Rolled back to v1');
    visit.assertClean();
  });
});
