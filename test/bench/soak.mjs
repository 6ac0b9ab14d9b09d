// Retrains again and again in the built page and watches its memory: `npm run soak [engine [retrains]]`. Numbers, no
// verdict.

import { soakedPage } from './memory.mjs';

const [engine = 'wasm', count = '200'] = process.argv.slice(2);
const retrains = Number(count);
const { page, url, memory, close } = await soakedPage();

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
await close();
process.exit(0);
