// How long the page's own thread computes in one go while the stream plays as fast as it goes and a section of the monitoring
// room is open: a part of `npm run bench -- --page`. Numbers, no verdict.

import { threadTime } from './thread-time.mjs';

const scenes = { bikes: null, 'quiet-applicants': /Loan applicants: a world that you change yourself/ };
const sections = ['now', 'drift', 'performance', 'alerts'];
const playMs = 4000;

const timeline = (page) => page.getByRole('region', { name: 'Timeline' });
const pauseButton = (page) => timeline(page).getByRole('button', { name: 'Pause', exact: true });

async function openScene(page, name) {
  const button = page.getByRole('button', { name });
  await page.getByRole('switch', { name: 'Has a scene' }).waitFor();
  const rows = page.getByRole('table', { name: /data sets/i }).getByRole('button');
  for (let row = 0; row < (await rows.count()) && (await button.count()) === 0; row++)
    await rows.nth(row).click();
  await button.click();
}

/** @param {import('playwright').Browser} browser @param {string} url */
export async function measurePlaying(browser, url) {
  const table = {};
  const visits = Object.entries(scenes).flatMap(([scene, name]) =>
    sections.map((section) => ({ scene, name, section })),
  );
  // A stream is over within seconds, so each section has one of its own.
  for (const { scene, name, section } of visits) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${url}#/data/choose`);
    await pauseButton(page).waitFor({ timeout: 120_000 });
    if (name) await openScene(page, name);
    // An alarm does not stop it.
    const play = () => timeline(page).getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByLabel('Speed', { exact: true }).selectOption('0');
    await pauseButton(page).waitFor({ timeout: 120_000 });
    await page.evaluate((to) => (location.hash = `#/monitor/${to}`), section);
    // The room and the drawing library have been fetched, and the first picture stands.
    if (section !== 'alerts')
      await page
        .locator('.js-plotly-plot .scatterlayer')
        .first()
        .waitFor({ state: 'attached', timeout: 60_000 });
    await page.waitForTimeout(1500);
    const { total, longest, tasks } = await threadTime(page, async () => {
      const until = performance.now() + playMs;
      while (performance.now() < until) {
        if (
          (await timeline(page).getByRole('button', { name: 'Play', exact: true, disabled: false }).count()) >
          0
        )
          await play();
        await page.waitForTimeout(250);
      }
    });
    table[`${scene}, ${section}`] = {
      'longest task, ms': Math.round(longest),
      'tasks over 50 ms': tasks.filter((ms) => ms > 50).length,
      'computing, ms per second': Math.round((1000 * total) / playMs),
      place: await page
        .getByRole('region', { name: 'Timeline' })
        .innerText()
        .then((text) => text.match(/\d+ \/ \d+/)?.[0]),
    };
    await context.close();
  }
  console.table(table);
}
