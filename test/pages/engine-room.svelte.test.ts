// The engine room: a tiny bench of two workloads over our engines and two peers, in real workers, read as a person would.

import { page } from 'vitest/browser';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import type { BenchReport } from '../../src/bench/report.ts';
import { BenchRun } from '../../src/pages/engine/bench-run.svelte.ts';
import EngineRoom from '../../src/pages/EngineRoom.svelte';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../ui/axe.ts';
import EngineHost from './EngineHost.svelte';
import Host from './Host.svelte';

let made: Made;
const names = ['ours-wasm', 'ours-webgpu', 'ours-js', 'tfjs-cpu-minimize', 'jax-js-wasm'] as const;
const run = new BenchRun(names);

beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());
afterEach(() => delete document.documentElement.dataset['theme']);

it('measures, shows and hands over', { timeout: 60_000 }, async () => {
  await page.viewport(1280, 760);
  const screen = await render(EngineHost, { app: made.app, run });
  const start = screen.getByRole('button', { name: 'Run the bench' });
  await screen.getByRole('button', { name: 'None' }).click();
  await expect.element(screen.getByText('Choose at least one workload.')).toBeVisible();
  await screen.getByRole('switch', { name: 'Logistic regression, 20 inputs' }).click();
  await screen.getByRole('switch', { name: '16 models of 20-32-1' }).click();
  await screen.getByLabelText('Samples of each engine').fill('2');
  await screen.getByLabelText('Least seconds of a sample').fill('0.01');
  await screen.getByRole('heading', { name: 'Bench' }).click();
  await start.click();
  await expect.element(screen.getByRole('progressbar')).toBeVisible();
  await until(() => run.state !== 'running', 'the bench is over', 50_000);
  expect(run.problem).toBe('');
  await expect.element(screen.getByRole('status')).toHaveTextContent('The bench is done.');

  const table = screen.getByRole('group', { name: 'Logistic regression, 20 inputs: time per step' });
  expect(table.element().querySelectorAll('tbody tr')).toHaveLength(names.length);
  const json = screen.getByRole('textbox', { name: 'Result as JSON', includeHidden: true });
  const element = json.element();
  if (!(element instanceof HTMLTextAreaElement)) throw new Error('The JSON is not in a text area.');
  const report = JSON.parse(element.value) as BenchReport;
  expect(report.results.map(({ workload, engine }) => `${workload} ${engine}`)).toEqual(
    ['logistic-20-1-b32', 'sweep-16'].flatMap((workload) => names.map((engine) => `${workload} ${engine}`)),
  );
  for (const { engine, medianMs, minMs, maxMs, samples, parity, ratio, reason } of report.results) {
    expect(reason, engine).toBeNull();
    expect(parity, engine).toBeLessThan(1e-4);
    expect(samples, engine).toBe(2);
    expect(minMs! > 0 && minMs! <= medianMs! && medianMs! <= maxMs!, engine).toBe(true);
    expect(ratio, engine).toBeGreaterThan(0);
  }
  expect(report.disturbed).toBe(false);
  // SwiftShader is no graphics card, and the table says so.
  if (report.software) await expect.element(table).toHaveTextContent('ours-webgpu (software)');
});

it('says in words and in the JSON that something else computed meanwhile', { timeout: 60_000 }, async () => {
  const quick = new BenchRun(['ours-js']);
  quick.chooseAll(false);
  quick.choose('logistic-20-1-b32', true);
  quick.samples = 1;
  quick.seconds = 0.01;
  const screen = await render(EngineHost, { app: made.app, run: quick });
  await screen.getByRole('button', { name: 'Run the bench' }).click();
  await expect.element(screen.getByText(/Train nothing until this is over/)).toBeVisible();
  await expect.element(screen.getByLabelText('Use', { exact: true })).toBeDisabled();
  await made.app.training.trainFirst();
  await until(() => quick.state !== 'running', 'the bench is over', 50_000);
  expect(quick.problem).toBe('');
  expect(quick.report?.disturbed).toBe(true);
  await expect.element(screen.getByText('This run was disturbed')).toBeVisible();
});

it.each([
  ['light', 1280],
  ['dark', 360],
] as const)('can be used by everyone, %s at %d px', async (theme, width) => {
  await page.viewport(width, 760);
  useTheme(theme);
  const screen = await render(EngineHost, { app: made.app, run });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await accessibilityProblems()).toEqual([]);
  const room = screen.getByRole('main').element();
  expect(room.scrollWidth).toBeLessThanOrEqual(room.clientWidth);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});

it(
  'stops when it is told to, and keeps its run while other rooms are open',
  { timeout: 30_000 },
  async () => {
    await page.viewport(1280, 760);
    const first = await render(Host, { app: made.app, part: EngineRoom });
    await first.getByRole('button', { name: 'Run the bench' }).click();
    await expect.element(first.getByRole('progressbar')).toBeVisible();
    await first.unmount();
    const second = await render(Host, { app: made.app, part: EngineRoom });
    await expect.element(second.getByRole('progressbar')).toBeVisible();
    await second.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(second.getByRole('status')).toHaveTextContent('The bench was stopped.');
  },
);
