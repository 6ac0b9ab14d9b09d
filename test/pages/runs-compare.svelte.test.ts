// Chosen runs side by side: what is marked, what stands out everywhere, by pointer and by keyboard, and how fast a long
// curve zooms.

import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import type { ComparedRun } from '../../src/pages/runs/compare/curves-data.ts';
import CompareView from '../../src/pages/runs/compare/CompareView.svelte';
import { itemOf, summaryOf } from '../core/run-cases.ts';
import { accessibilityProblems, useTheme } from '../ui/axe.ts';

beforeEach(async () => {
  await page.viewport(1440, 900);
  useTheme('light');
});

function compared(number: number, learningRate: number, units: number, points = 0): ComparedRun {
  const end = 0.3 + learningRate + units / 500;
  const item = itemOf(number, {
    training: { optimizer: 'adam', learningRate, batchSize: 32, epochs: 20, validationShare: 0.2 },
    model: { kind: 'mlp', params: { layers: 1, units, activation: 'relu' } },
    callbacks: number === 1 ? [] : [{ id: 'early-stopping', params: { patience: 3 } }],
    summary: { loss: summaryOf(end), val_loss: summaryOf(end + 0.1), val_accuracy: summaryOf(1 - end) },
  });
  const history = Array.from({ length: 20 }, (_, epoch) => ({
    epoch,
    step: (epoch + 1) * 25,
    loss: end + 1 / (epoch + 1),
    validationLoss: end + 0.1 + 1 / (epoch + 1) + Math.sin(epoch * number) / 20,
    metric: 0.5 + epoch / 60,
    validationMetric: 0.5 + epoch / 70,
  }));
  const places = Array.from({ length: points }, (_, i) => i + 1);
  const series =
    points === 0
      ? []
      : [
          {
            name: 'batch_loss',
            steps: Float64Array.from(places),
            times: Float64Array.from(places, (i) => i * 2),
            values: Float64Array.from(places, (i) =>
              i === 70_123 ? 40 : Math.sin(i / 300) + Math.random() / 5,
            ),
          },
        ];
  return {
    item: points === 0 ? item : { ...item, metrics: { ...item.metrics, batch_loss: summaryOf(1) } },
    course: { history, series },
    phase: 'ready',
  };
}
const runs = [
  compared(1, 0.01, 16),
  compared(2, 0.1, 16),
  compared(3, 0.001, 64),
  compared(4, 0.01, 64),
  compared(5, 0.05, 32),
];
const propsOf = (shown: readonly ComparedRun[], onRetry = vi.fn()) => {
  const items = shown.map(({ item }) => item);
  return { runs: shown, items, across: items, order: 'newest' as const, onOrder: vi.fn(), onRetry };
};
const props = propsOf(runs);

const lineOpacity = (): string[] =>
  [...document.querySelectorAll<SVGElement>('.scatterlayer')][0]
    ? [...document.querySelectorAll<SVGElement>('.scatterlayer')[0]!.children].flatMap((trace) =>
        trace instanceof SVGElement ? [trace.style.opacity] : [],
      )
    : [];

describe('chosen runs', () => {
  test('what was set differently is marked in words; the same settings come on demand', async () => {
    const screen = await render(CompareView, { props });
    const table = screen.getByRole('table');
    await expect.element(table.getByRole('rowheader', { name: 'learning_rate', exact: true })).toBeVisible();
    expect(table.getByRole('rowheader', { name: 'batch_size' }).elements()).toHaveLength(0);
    const row = table.getByRole('row', { name: /^learning_rate/ });
    await expect
      .element(row)
      .toHaveTextContent(/0\.01.*0\.1.*differs.*0\.001.*differs.*0\.01.*0\.05.*differs/);
    await expect
      .element(table.getByRole('row', { name: /early-stopping.patience/ }))
      .toHaveTextContent('not set');
    await screen.getByRole('switch', { name: 'Show settings that are the same, too' }).click();
    await expect.element(table.getByRole('rowheader', { name: 'batch_size' })).toBeVisible();
  });

  test('a run reached by keyboard stands out in curves, table, lines and points; pressed, it stays', async () => {
    const screen = await render(CompareView, { props });
    await expect.poll(() => lineOpacity().length).toBeGreaterThan(5);
    const button = screen.getByRole('button', { name: 'Run 3: let it stand out' });
    button.element().focus();
    await expect.poll(() => lineOpacity().filter((opacity) => opacity === '').length).toBe(2);
    await expect.element(screen.getByRole('columnheader', { name: 'Run 3' })).toHaveClass('strong');
    await expect.poll(() => document.querySelectorAll('path.line.strong').length).toBe(1);
    await userEvent.keyboard('{Enter}');
    await expect.element(button).toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('{Tab}{Tab}{Tab}');
    await expect.poll(() => lineOpacity().filter((opacity) => opacity === '').length).toBe(2);
    await button.click();
    await screen.getByText('Held against the first run', { exact: false }).hover();
    await expect.poll(() => lineOpacity().every((opacity) => opacity === '')).toBe(true);
  });

  test('metric, axis, smoothing, groups and log axes by their controls', async () => {
    const screen = await render(CompareView, { props });
    await expect.element(screen.getByRole('img', { name: /highest val_accuracy/ })).toBeVisible();
    const curves = screen.getByRole('region', { name: 'Curves' });
    await curves.getByLabelText('Metric').selectOptions('val_loss');
    await expect.element(curves.getByRole('img', { name: /reaches the lowest val_loss/ })).toBeVisible();
    await curves.getByLabelText('Smoothing').selectOptions('gaussian');
    await expect.element(curves.getByText(/smoothed \(gaussian, width 3\)/)).toBeVisible();
    await curves.getByLabelText('Group by').selectOptions('params.model.units');
    await expect.element(curves.getByText(/bands: mean ± standard deviation/)).toBeVisible();
    await curves.getByRole('switch', { name: 'Logarithmic upwards' }).click();
    await curves.getByText('Lowest to highest').click();
    await expect.element(curves.getByText(/bands: mean, lowest and highest/)).toBeVisible();
    await curves.getByText('Seconds', { exact: true }).click();
    await expect.element(curves.getByText(/^Without this curve: Run 1, Run 2/)).toBeVisible();
    await expect
      .element(screen.getByRole('button', { name: 'Run 3, no times of its own: let it stand out' }))
      .toBeVisible();
  });

  test('what a log axis can’t show is refused in place, and the picture stays', async () => {
    const screen = await render(CompareView, { props });
    const curves = screen.getByRole('region', { name: 'Curves' });
    await curves.getByText('Steps', { exact: true }).click();
    await curves.getByRole('switch', { name: 'Logarithmic along' }).click();
    const from = curves.getByLabelText('From');
    await from.fill('-5');
    await userEvent.keyboard('{Enter}');
    await expect.element(curves.getByText(/^A logarithmic axis has no place for 0/)).toBeVisible();
    await expect.element(from).toHaveAttribute('aria-invalid', 'true');
    await from.fill('900');
    await userEvent.keyboard('{Enter}');
    await expect.element(curves.getByText('From must be less than To.')).toBeVisible();
    await from.fill('50');
    await userEvent.keyboard('{Enter}');
    await expect.element(curves.getByText(/no place for 0|less than To/)).not.toBeInTheDocument();
    await curves.getByRole('button', { name: 'Show all' }).click();
    await expect.element(from).toHaveValue(25);
  });

  test('one long run: all along their own length, or only as far as the shortest', async () => {
    const short = runs[0]!;
    const cut = short.course!.history.slice(0, 4);
    const unequal = [{ ...short, course: { history: cut, series: [] } }, ...runs.slice(1)];
    const screen = await render(CompareView, { props: propsOf(unequal) });
    const curves = screen.getByRole('region', { name: 'Curves' });
    await curves.getByText('Steps', { exact: true }).click();
    await expect.element(curves.getByText(/^The longest run goes 5.0 times as far/)).toBeVisible();
    await curves.getByRole('button', { name: 'Only as far as Run 1, the shortest' }).click();
    await expect.element(curves.getByLabelText('To')).toHaveValue(100);
    await curves.getByText('Share of run').click();
    await expect.element(curves.getByLabelText('To')).toHaveValue(100);
    await expect.element(curves.getByLabelText('From')).toHaveValue(5);
  });

  test('results say the figure that they and the curves are about', async () => {
    const screen = await render(CompareView, { props });
    const words = /Of each metric the best value of a run counts, as in the curves/;
    await expect.poll(() => screen.getByText(words).elements().length).toBe(4);
    await expect.element(screen.getByText(/^best val_accuracy is .* learning_rate/).first()).toBeVisible();
    await screen.getByLabelText('Figure of a metric').selectOptions('last');
    await expect.element(screen.getByText(/^last val_accuracy is .* learning_rate/).first()).toBeVisible();
    expect(screen.getByText(/Of each metric the last value/).elements().length).toBe(4);
  });

  test('axes across are put in order, taken away and added', async () => {
    const screen = await render(CompareView, { props });
    const axes = screen.getByRole('list', { name: 'Axes' });
    const names = (): string[] =>
      axes
        .getByRole('listitem')
        .elements()
        .map((item) => item.textContent?.trim() ?? '');
    await expect.poll(names).toEqual(['learning_rate', 'model.units', 'best val_accuracy', 'best val_loss']);
    await axes.getByRole('button', { name: 'Move learning_rate to the right' }).click();
    expect(names().slice(0, 2)).toEqual(['model.units', 'learning_rate']);
    await axes.getByRole('button', { name: 'Take best val_loss away' }).click();
    await screen.getByLabelText('Add an axis').selectOptions('params.seed');
    expect(names()).toEqual(['model.units', 'learning_rate', 'best val_accuracy', 'seed']);
    await screen.getByRole('button', { name: 'Back to the usual axes' }).click();
    expect(names()[0]).toBe('learning_rate');
  });

  test('ranges of parallel coordinates by keyboard', async () => {
    const screen = await render(CompareView, { props });
    await expect.element(screen.getByText('All 5 runs are within the chosen ranges.')).toBeVisible();
    await screen.getByText('Choose ranges with sliders').click();
    const slider = screen.getByRole('group', { name: 'model.units' }).getByLabelText('from');
    slider.element().focus();
    await userEvent.keyboard('{End}');
    await expect.element(screen.getByText('2 of 5 runs are within the chosen ranges.')).toBeVisible();
    await screen.getByRole('button', { name: 'Show every range' }).click();
    await expect.element(screen.getByText('All 5 runs are within the chosen ranges.')).toBeVisible();
  });

  test('while curves are read and where they can’t be', async () => {
    const onRetry = vi.fn();
    const odd: ComparedRun[] = [
      { ...runs[0]!, course: null, phase: 'loading' },
      { ...runs[1]!, course: null, phase: 'failed' },
      runs[2]!,
    ];
    const screen = await render(CompareView, { props: propsOf(odd, onRetry) });
    await expect.element(screen.getByText('Reading the curves of 1 run')).toBeVisible();
    await expect.element(screen.getByText('The curves of Run 2 could not be read')).toBeVisible();
    await screen.getByRole('button', { name: 'Try again' }).click();
    expect(onRetry).toHaveBeenCalledWith('p/run/2');
  });

  test.each(['light', 'dark'] as const)('has no accessibility problems: %s', async (theme) => {
    useTheme(theme);
    await render(CompareView, { props });
    await expect.poll(() => document.querySelectorAll('.scatterlayer .trace').length).toBeGreaterThan(8);
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('at 360 px nothing moves the page sideways', async () => {
    await page.viewport(360, 800);
    await render(CompareView, { props });
    await expect.poll(() => document.querySelectorAll('.scatterlayer .trace').length).toBeGreaterThan(8);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  });
});

/** Zooms into a curve of so many points four times. @returns the quickest, and the line as it is drawn at last. */
async function zoomed(points: number): Promise<{ readonly ms: number; readonly line: string }> {
  const screen = await render(CompareView, {
    props: propsOf([compared(1, 0.01, 16, points), compared(2, 0.1, 16)]),
  });
  const curves = screen.getByRole('region', { name: 'Curves' });
  await curves.getByLabelText('Metric').selectOptions('batch_loss');
  await curves.getByText('Steps', { exact: true }).click();
  await expect.element(curves.getByRole('img', { name: /batch_loss/ })).toBeVisible();
  const from = curves.getByLabelText('From');
  const drawn = (): string =>
    document.querySelector('.scatterlayer .trace .js-line')?.getAttribute('d') ?? '';
  await expect.poll(() => drawn().length).toBeGreaterThan(1000);
  const took: number[] = [];
  for (const share of [0.3, 0.6, 0.65, 0.7]) {
    const before = drawn();
    const field = from.element();
    if (!(field instanceof HTMLInputElement)) throw new Error('no field');
    const at = performance.now();
    field.value = String(share * points);
    field.dispatchEvent(new Event('change', { bubbles: true }));
    while (drawn() === before) await new Promise((resolve) => setTimeout(resolve, 1));
    took.push(performance.now() - at);
  }
  const line = drawn();
  await screen.unmount();
  // The quickest of several: other tests may take the machine meanwhile.
  return { ms: Math.min(...took), line };
}

test('a curve of 100,000 points zooms hardly slower than one of 2,000, and keeps its spike', async () => {
  const short = await zoomed(2000);
  const long = await zoomed(100_000);
  console.log(`zoom of 100,000 points: ${long.ms.toFixed(0)} ms, of 2,000: ${short.ms.toFixed(0)} ms`);
  // How fast the machine is just now, the short one says.
  expect(long.ms).toBeLessThan(3 * short.ms + 20);
  const heights = (long.line.match(/,-?[\d.]+/g) ?? []).map((text) => Number(text.slice(1)));
  const middle = heights.toSorted((a, b) => a - b)[Math.floor(heights.length / 2)] ?? NaN;
  expect(middle - Math.min(...heights)).toBeGreaterThan(100);
});
