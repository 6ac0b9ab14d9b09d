// The live view with a training that is made up, so that every state can be shown.

import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import { columnOf, type Table } from '../../src/core/table.ts';
import LiveView from '../../src/pages/train/live/LiveView.svelte';
import Timeline from '../../src/pages/train/callbacks/Timeline.svelte';
import { accessibilityProblems, useTheme } from '../ui/axe.ts';
import { event, histogram, historyOf, layer, look, run } from './train/example.ts';

beforeEach(async () => {
  await page.viewport(1280, 900);
  useTheme('light');
});

const series = [
  {
    name: 'learning_rate',
    steps: Float64Array.from([1, 2, 3]),
    times: Float64Array.from([1, 2, 3]),
    values: Float64Array.from([0.01, 0.01, 0.001]),
  },
];
const props = {
  run,
  standing: 'running' as const,
  history: historyOf([0.6, 0.5, 0.45]),
  series,
  events: [event(0, 0, 'early-stopping', 'patience 0 of 3, best val_loss 0.6 at epoch 1', false)],
  histograms: [],
  look: look(),
  stepsPerSecond: 250,
  engine: 'WebAssembly',
  task: 'binary' as const,
  classes: ['no', 'yes'],
  unit: '',
  pictures: null,
  version: null,
};

/** Whether any pixel of the picture was painted. */
function isPainted(canvas: Element | null): boolean {
  if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return false;
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels?.some((value) => value > 0) ?? false;
}

describe('while a model trains', () => {
  it('shows loss, metric, gap, rate and time per step first, and the answers', async () => {
    const screen = await render(LiveView, { props });
    await expect
      .element(screen.getByRole('img', { name: /^Loss\. Loss on training rows from/ }))
      .toBeVisible();
    await expect.element(screen.getByText(/^As good on rows kept aside as on those/)).toBeVisible();
    await expect.element(screen.getByText('4 ms')).toBeVisible();
    await expect.element(screen.getByText('0.00100', { exact: true })).toBeVisible();
    const plane = screen.getByRole('img', { name: /^What it answers where\. Of the plane 50 of 100/ });
    await expect.element(plane).toBeVisible();
    await expect.poll(() => isPainted(plane.element().querySelector('canvas'))).toBe(true);
    await expect.element(screen.getByRole('table', { name: 'Answers by class' })).toHaveTextContent(/no/);
    await expect.element(screen.getByRole('img', { name: 'yes: 2 rows, middle score 0.90.' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('says what is true while it is paused, or trained in another tab', async () => {
    const paused = { ...props, standing: 'paused' as const, look: null };
    const screen = await render(LiveView, { props: paused });
    await expect.element(screen.getByText('No look inside while it is paused')).toBeVisible();
    await screen.rerender({ standing: 'elsewhere' as const });
    await expect.element(screen.getByText(/only shown in the tab that trains/)).toBeVisible();
  });

  it('shows the median of the measured steps, and the epochs that were planned in words', async () => {
    const values = Float64Array.from([0.3, 0.1, 9]);
    const measured = { name: 'system/step_ms', steps: values, times: values, values };
    const screen = await render(LiveView, { props: { ...props, series: [...series, measured] } });
    await expect.element(screen.getByText('300 µs')).toBeVisible();
    await expect.element(screen.getByText('median of 3 measurements, WebAssembly')).toBeVisible();
    await expect.element(screen.getByText('epoch, 10 planned →').first()).toBeVisible();
  });

  it('leads to layers, steps and callbacks by keyboard', async () => {
    useTheme('dark');
    const screen = await render(LiveView, {
      props: {
        ...props,
        look: look({ layers: [layer('dense_1', { deadUnits: 6 }), layer('output')] }),
        histograms: [0, 1].map((epoch) => ({
          tag: 'dense_1/kernel/histogram',
          step: epoch,
          epoch,
          histogram: histogram([1, 2, 3]),
        })),
      },
    });
    screen.getByRole('radio', { name: 'Answers' }).element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect
      .element(screen.getByRole('heading', { name: /6 of 8 units of dense_1 are dead/ }))
      .toBeVisible();
    await expect.element(screen.getByRole('img', { name: /^gradients of output: 9 values/ })).toBeVisible();
    await expect.element(screen.getByRole('img', { name: /^2 histograms of dense_1/ })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(screen.getByRole('img', { name: /^Learning rate\. / })).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(screen.getByRole('img', { name: /told 1 time\./ })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  /** Third longest gap between frames while a curve of so many points is drawn anew five times, in milliseconds. */
  async function gapOf(points: number): Promise<number> {
    const long = (values: Float64Array) => [
      { name: 'batch_loss', steps: Float64Array.from(values, (_, i) => i), times: values, values },
    ];
    const values = Float64Array.from({ length: points }, (_, i) => 1 + Math.sin(i / 900));
    const screen = await render(LiveView, { props: { ...props, series: long(values) } });
    await screen.getByText('Steps and speed').click();
    await expect.element(screen.getByRole('img', { name: /^Loss of each batch/ })).toBeVisible();
    const gaps: number[] = [];
    let last = performance.now();
    for (let turn = 0; turn < 40; turn++) {
      await new Promise(requestAnimationFrame);
      gaps.push(performance.now() - last);
      last = performance.now();
      if (turn % 8 === 0) await screen.rerender({ series: long(values.slice()) });
    }
    await screen.unmount();
    return gaps.toSorted((a, b) => a - b).at(-3) ?? NaN;
  }

  it('draws a curve of 100,000 points anew about as soon as a short one', async () => {
    const short = await gapOf(2000);
    // How busy the machine is just now, the short one says.
    expect(await gapOf(100_000)).toBeLessThan(2 * short + 60);
  });
});

describe('other tasks', () => {
  it('numbers are drawn against the truth', async () => {
    const screen = await render(LiveView, {
      props: {
        ...props,
        task: 'regression' as const,
        classes: [],
        unit: 'mpg',
        look: look({ surface: null }),
      },
    });
    const picture = screen.getByRole('img', { name: /Half of the answers are within 0\.\d+ mpg/ });
    await expect.element(picture).toBeVisible();
    await expect.poll(() => isPainted(picture.element().querySelector('canvas'))).toBe(true);
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('pictures are sorted into right and wrong', async () => {
    const table: Table = {
      rows: 4,
      columns: ['a', 'b', 'c', 'd'].map((name) => ({
        name,
        kind: 'number' as const,
        values: Float64Array.from([0, 1, 2, 3]),
      })),
    };
    expect(columnOf(table, 'a').name).toBe('a');
    const image = { width: 2, height: 2, channels: 1 as const, brightest: 3 };
    const pictures = { image, table, pixels: ['a', 'b', 'c', 'd'] };
    const screen = await render(LiveView, { props: { ...props, look: look({ surface: null }), pictures } });
    await expect
      .element(screen.getByRole('list', { name: 'Wrong' }).getByRole('img'))
      .toHaveAccessibleName('Row 3: is yes, said no');
    await expect.element(screen.getByRole('list', { name: 'Wrong' })).toHaveTextContent('said no, is yes');
    expect(screen.getByRole('list', { name: 'Right' }).getByRole('img').elements()).toHaveLength(3);
    expect(await accessibilityProblems()).toEqual([]);
    await screen.rerender({ pictures: { ...pictures, table: null } });
    await expect.element(screen.getByText(/learnt from another data version/)).toBeVisible();
  });
});

describe('afterwards', () => {
  it('the chart is that of the whole run; what was not kept is said', async () => {
    const screen = await render(LiveView, { props: { ...props, standing: 'ended' as const, look: null } });
    await expect.element(screen.getByRole('img', { name: /Accuracy reached 0\.750/ }).first()).toBeVisible();
    await expect.element(screen.getByText('No look inside')).toBeVisible();
  });

  it('says that it was stopped by hand, and which weights were kept', async () => {
    const stopped = { ...run, status: 'stopped' as const, epochs: 3, endedAt: 9 };
    const ended = { ...props, run: stopped, standing: 'ended' as const, version: 5 };
    const screen = await render(LiveView, { props: ended });
    await expect
      .element(
        screen.getByText('Stopped by hand after 3 of 10 epochs. The weights of that moment were kept as v5.'),
      )
      .toBeVisible();
    await screen.rerender({
      events: [
        event(3, 0, 'early-stopping', 'went back to the weights of epoch 2, val_loss 0.5', true, {
          hook: 'train-end',
        }),
      ],
    });
    await expect
      .element(screen.getByText(/The weights of epoch 2, put back at the end, were kept as v5/))
      .toBeVisible();
    // All that is said is of these weights.
    await expect
      .element(screen.getByText(/^epoch 2: loss 0\.490 on training rows, 0\.500 kept aside/))
      .toBeVisible();
  });

  it('a loss that was never a number draws no empty axes', async () => {
    const history = historyOf([NaN], [NaN]);
    const screen = await render(LiveView, {
      props: { ...props, standing: 'ended' as const, history, look: null },
    });
    await expect.element(screen.getByText('No epoch has a loss that is a number')).toBeVisible();
    expect(screen.getByRole('img').elements()).toHaveLength(0);
  });

  it('a run without an epoch says so', async () => {
    const screen = await render(LiveView, {
      props: { ...props, standing: 'ended' as const, history: [], look: null },
    });
    await expect.element(screen.getByText('No epoch has ended in this run')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('the timeline of callbacks', () => {
  const events = [
    ...Array.from({ length: 40 }, (_, epoch) =>
      event(epoch, 0, 'early-stopping', `patience ${epoch} of 40, best 0.412 at epoch 1`, false),
    ),
    event(40, 1, 'reduce-lr-on-plateau', 'learning rate 0.01 → 0.001', true),
    event(41, 0, 'early-stopping', 'patience 40 of 40: training stops', true),
  ];
  const callbacks = [
    { id: 'early-stopping', params: {} },
    { id: 'reduce-lr-on-plateau', params: {} },
  ];

  it('lists what was done, filters, and shows what was counted when asked', async () => {
    const screen = await render(Timeline, { props: { events, callbacks, epochs: 50, isRunning: false } });
    const list = screen.getByRole('list', { name: 'What happened, newest first' });
    expect(list.getByRole('listitem').elements()).toHaveLength(2);
    await expect.element(list.getByRole('listitem').first()).toHaveTextContent(/training stops/);
    await screen.getByLabelText('Of', { exact: true }).selectOptions('1');
    expect(list.getByRole('listitem').elements()).toHaveLength(1);
    await expect.element(list).toHaveTextContent(/0\.01 → 0\.001/);
    await screen.getByLabelText('Of', { exact: true }).selectOptions('0');
    screen.getByRole('switch', { name: 'Also what they only count' }).element().focus();
    await userEvent.keyboard(' ');
    expect(list.getByRole('listitem').elements()).toHaveLength(30);
    await screen.getByRole('button', { name: 'Show 11 more' }).click();
    expect(list.getByRole('listitem').elements()).toHaveLength(41);
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('shows the places in Keras’ order with the latest', async () => {
    const screen = await render(Timeline, { props: { events, callbacks, epochs: 50, isRunning: true } });
    await screen.getByText('In which order they are called').click();
    const current = screen.container.querySelector('[aria-current="step"]');
    expect(current?.textContent).toContain('on_epoch_end');
    expect(await accessibilityProblems()).toEqual([]);
  });

  it('fits a narrow screen', async () => {
    await page.viewport(360, 740);
    await render(Timeline, { props: { events, callbacks, epochs: 50, isRunning: true } });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  });

  it('says when nobody spoke', async () => {
    const screen = await render(Timeline, {
      props: { events: [], callbacks: [], epochs: 5, isRunning: false },
    });
    await expect.element(screen.getByText(/had no callbacks/)).toBeVisible();
  });
});
