// One long training in the built page, watched live: its memory, and how long frames take: `npm run soak:training [minutes]`.
// Numbers, no verdict.

import { soakedPage } from './memory.mjs';

const minutes = Number(process.argv[2] ?? '60');
const samples = 10;
const { page, url, memory, close } = await soakedPage();

await page.addInitScript(() => {
  const frames = { count: 0, over50: 0, longest: 0 };
  Object.assign(globalThis, { frames });
  let last = performance.now();
  const next = () => {
    const now = performance.now();
    frames.count++;
    if (now - last > 50) frames.over50++;
    frames.longest = Math.max(frames.longest, now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
});

/** One row a step and a wide net: as many epochs as are allowed last for hours. */
async function setUp() {
  await page.goto(`${url}#/train/model`);
  await page.getByRole('button', { name: 'Change the layers' }).click({ timeout: 120_000 });
  const layers = page.getByRole('textbox', { name: 'As text' });
  await layers.fill('dense 256 relu | dense 256 relu | dense 256 relu');
  await layers.press('Enter');
  for (const [name, value] of [
    ['Batch size', '1'],
    ['Epochs', '2000'],
  ]) {
    const field = page.locator('input[type=number]').and(page.getByLabel(name, { exact: true }));
    if (!(await field.isVisible())) await page.locator('summary', { hasText: 'Batches and epochs' }).click();
    await field.fill(value);
    await field.press('Enter');
  }
  await page.getByLabel('Which', { exact: true }).selectOption('tensorboard-histograms');
  await page.getByRole('button', { name: /^Add: / }).click();
  await page.goto(`${url}#/train/train`);
  await page.getByRole('button', { name: 'Retrain now' }).click();
  await page.getByRole('button', { name: 'Stop and keep' }).waitFor();
}

await setUp();
const table = [];
for (let sample = 0; sample <= samples; sample++) {
  if (sample > 0) await page.waitForTimeout((minutes * 60_000) / samples);
  const { count, over50, longest } = await page.evaluate(() => {
    const seen = { ...globalThis.frames };
    Object.assign(globalThis.frames, { count: 0, over50: 0, longest: 0 });
    return seen;
  });
  const epoch = await page
    .getByText(/^Epoch [\d,]+ of/)
    .first()
    .innerText()
    .catch(() => 'ended');
  table.push({
    minute: Number(((sample * minutes) / samples).toFixed(1)),
    epoch,
    ...(await memory()),
    frames: count,
    over50,
    longestMs: Math.round(longest),
  });
  console.log(table.at(-1));
}
console.table(table);
await close();
process.exit(0);
