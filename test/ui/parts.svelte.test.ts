// What each part does with the pointer and the keyboard, found by role and name as a person finds it.

import { createRawSnippet } from 'svelte';
import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Activity from '@lucide/svelte/icons/activity';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import type { Params } from '../../src/core/params.ts';
import Button from '../../src/ui/Button.svelte';
import DataTable from '../../src/ui/DataTable.svelte';
import Frame from '../../src/ui/Frame.svelte';
import LoopRing from '../../src/ui/LoopRing.svelte';
import Notice from '../../src/ui/Notice.svelte';
import ParamsForm from '../../src/ui/ParamsForm.svelte';
import Progress from '../../src/ui/Progress.svelte';
import Rail from '../../src/ui/Rail.svelte';
import Segmented from '../../src/ui/Segmented.svelte';
import Timeline from '../../src/ui/Timeline.svelte';
import { timelineExample } from '../tools/ui-gallery/example.ts';

const text = (words: string) => createRawSnippet(() => ({ render: () => `<span>${words}</span>` }));

beforeEach(() => page.viewport(1280, 800));

describe('Button', () => {
  test('is pressed by keyboard', async () => {
    const onclick = vi.fn();
    const screen = await render(Button, { onclick, children: text('Train') });
    screen.getByRole('button', { name: 'Train' }).element().focus();
    await userEvent.keyboard('{Enter}');
    expect(onclick).toHaveBeenCalledTimes(1);
  });

  test('a disabled one can be reached, tells why, and does nothing', async () => {
    const onclick = vi.fn();
    const screen = await render(Button, {
      onclick,
      disabled: true,
      reason: 'There is no challenger yet.',
      children: text('Promote'),
    });
    const button = screen.getByRole('button', { name: 'Promote' });
    await expect.element(button).toHaveAccessibleDescription('There is no challenger yet.');
    button.element().focus();
    expect(document.activeElement).toBe(button.element());
    await userEvent.keyboard('{Enter}');
    expect(onclick).not.toHaveBeenCalled();
  });
});

test('Notice: an alarm interrupts, news waits', async () => {
  const onDismiss = vi.fn();
  const screen = await render(Notice, { tone: 'alarm', title: 'Accuracy fell', onDismiss });
  await expect.element(screen.getByRole('alert')).toHaveTextContent('Accuracy fell');
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  expect(onDismiss).toHaveBeenCalledTimes(1);
  await screen.rerender({ tone: 'good' });
  await expect.element(screen.getByRole('status')).toBeVisible();
});

test('Progress says how far, how fast and how long', async () => {
  const screen = await render(Progress, {
    label: 'Training',
    done: 1300,
    total: 3000,
    rate: '9/s',
    left: '2 s',
  });
  const bar = screen.getByRole('progressbar', { name: 'Training' });
  await expect.element(bar).toHaveAttribute('aria-valuetext', '1,300 / 3,000 · 9/s · 2 s left');
  await expect.element(bar).toHaveAttribute('aria-valuenow', '1300');
});

test('DataTable opens a row by keyboard and says when it is empty', async () => {
  const onOpen = vi.fn();
  const columns = [
    { key: 'name', label: 'Version' },
    { key: 'rows', label: 'Rows', align: 'end' as const },
  ];
  const rows = [
    { name: 'v1', rows: '10' },
    { name: 'v2', rows: '20' },
  ];
  const screen = await render(DataTable, { caption: 'Versions', columns, rows, onOpen });
  screen.getByRole('button', { name: 'Open v2' }).element().focus();
  await userEvent.keyboard('{Enter}');
  expect(onOpen).toHaveBeenCalledWith(1);
  await expect.element(screen.getByRole('group', { name: 'Versions' })).toHaveAttribute('tabindex', '0');
  await screen.rerender({ rows: [], empty: 'No version yet.' });
  await expect.element(screen.getByRole('cell', { name: 'No version yet.' })).toBeVisible();
});

test('ParamsForm changes each kind of value and shows what is wrong in place', async () => {
  const params: Params = {
    rate: {
      type: 'number',
      label: 'Rate',
      help: 'Step size.',
      min: 0.001,
      max: 1,
      scale: 'log',
      default: 0.01,
    },
    epochs: { type: 'integer', label: 'Epochs', help: 'Passes.', min: 1, max: 50, default: 10 },
    kind: {
      type: 'choice',
      label: 'Kind',
      help: 'Which.',
      options: [
        { value: 'a', label: 'First' },
        { value: 'b', label: 'Second' },
      ],
      default: 'a',
    },
    warm: { type: 'boolean', label: 'Warm', help: 'Go on.', default: false },
  };
  const onChange = vi.fn();
  const values = { rate: 0.01, epochs: 99, kind: 'a', warm: false };
  const screen = await render(ParamsForm, { params, values, onChange });
  const epochs = screen.getByRole('spinbutton', { name: 'Epochs' });
  await expect.element(epochs).toHaveAttribute('aria-invalid', 'true');
  await expect.element(epochs).toHaveAccessibleDescription(/Passes\..*between 1 and 50/);
  await epochs.fill('20');
  await userEvent.keyboard('{Tab}');
  expect(onChange).toHaveBeenCalledWith('epochs', 20);
  const slider = screen.getByRole('slider', { name: 'Rate' });
  await expect.element(slider).toHaveAttribute('aria-valuetext', '0.01');
  slider.element().focus();
  await userEvent.keyboard('{End}');
  expect(onChange).toHaveBeenCalledWith('rate', 1);
  await screen.getByRole('combobox', { name: 'Kind' }).selectOptions('Second');
  expect(onChange).toHaveBeenCalledWith('kind', 'b');
  await screen.getByRole('switch', { name: 'Warm' }).click();
  expect(onChange).toHaveBeenCalledWith('warm', true);
});

test('ParamsForm takes texts and names of columns, of the kinds that fit', async () => {
  const params: Params = {
    column: { type: 'column', label: 'Column', help: 'Which.', kinds: ['number', 'integer'], default: '' },
    name: { type: 'text', label: 'Name', help: 'New name.', maxLength: 5, default: '' },
    from: { type: 'integer', label: 'From row', help: 'First.', min: 1, max: 1e9, default: 1 },
  };
  const columns = [
    { name: 'temp', kind: 'number' },
    { name: '__proto__', kind: 'integer' },
    { name: 'colour', kind: 'category' },
  ];
  const onChange = vi.fn();
  const values = { column: '', name: '', from: 1 };
  const screen = await render(ParamsForm, { params, values, columns, onChange });
  const column = screen.getByRole('combobox', { name: 'Column' });
  expect([...column.element().querySelectorAll('option')].map((option) => option.textContent)).toEqual([
    'none chosen',
    'temp',
    '__proto__',
  ]);
  await column.selectOptions('__proto__');
  expect(onChange).toHaveBeenCalledWith('column', '__proto__');
  const name = screen.getByRole('textbox', { name: 'Name' });
  await name.fill('size');
  expect(onChange).toHaveBeenCalledWith('name', 'size');
  onChange.mockClear();
  await name.fill('too long');
  expect(onChange).not.toHaveBeenCalled();
  await expect.element(name).toHaveValue('too long');
  await expect.element(name).toHaveAccessibleDescription(/8 characters; 5 are the most/);
  expect(screen.getByRole('slider').elements()).toHaveLength(0);
  await screen.rerender({ params, values: { ...values, column: 'colour' }, columns, onChange });
  await expect.element(column).toHaveValue('colour');
  await expect.element(column).toHaveAccessibleDescription(/"colour" is not among the columns that fit/);
});

test('ParamsForm refuses what does not fit, says what stays in use, and forgets it when mended', async () => {
  const params: Params = {
    rate: { type: 'number', label: 'Rate', help: 'Step size.', min: 0, max: 1, default: 0.5 },
  };
  const onChange = vi.fn();
  const screen = await render(ParamsForm, { params, values: { rate: 0.5 }, onChange });
  const rate = screen.getByRole('spinbutton', { name: 'Rate' });
  await rate.fill('7');
  await userEvent.keyboard('{Tab}');
  expect(onChange).not.toHaveBeenCalled();
  await expect.element(rate).toHaveValue(7);
  await expect.element(rate).toHaveAttribute('aria-invalid', 'true');
  await expect.element(rate).toHaveAccessibleDescription(/between 0 and 1\. 0\.5 stays in use\./);
  await rate.fill('0.7');
  await userEvent.keyboard('{Tab}');
  expect(onChange).toHaveBeenCalledExactlyOnceWith('rate', 0.7);
  await screen.rerender({ params, values: { rate: 0.7 }, onChange });
  await expect.element(rate).not.toHaveAttribute('aria-invalid');
  await expect.element(rate).toHaveValue(0.7);
});

test('Segmented is a radio group', async () => {
  const onChange = vi.fn();
  const options = [
    { value: 'all', label: 'Everything' },
    { value: 'new', label: 'Only new' },
  ];
  const screen = await render(Segmented, { label: 'Rows', options, value: 'all', onChange });
  screen.getByRole('radio', { name: 'Everything' }).element().focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(onChange).toHaveBeenCalledWith('new');
});

test('LoopRing names each station with its state, and goes there', async () => {
  const onGo = vi.fn();
  const stations = ['Data', 'Train', 'Monitor'].map((label, index) => ({
    id: label.toLowerCase(),
    href: `#/${label.toLowerCase()}`,
    label,
    state: `state ${index}`,
    next: index === 1,
    active: index === 0,
    alarm: index === 2,
  }));
  const screen = await render(LoopRing, { stations, onGo, centre: { title: 'v1', detail: 'in production' } });
  await expect.element(screen.getByRole('link', { name: '3 Monitor state 2, Alarm' })).toBeVisible();
  screen.getByRole('link', { name: '2 Train state 1, Next step' }).element().focus();
  await userEvent.keyboard('{Enter}');
  expect(onGo).toHaveBeenCalledWith('train');
});

describe('Rail', () => {
  const items = ['data', 'runs'].map((id, index) => ({
    id,
    label: id,
    state: 'ready',
    icon: Activity,
    group: index === 0 ? ('loop' as const) : ('tool' as const),
    next: index === 0,
  }));

  test('marks where you are and where to go next', async () => {
    const onGo = vi.fn();
    const screen = await render(Rail, { items, current: 'runs', onGo });
    await expect.element(screen.getByRole('link', { name: /runs/ })).toHaveAttribute('aria-current', 'page');
    await expect
      .element(screen.getByRole('link', { name: /data.*Next step/ }))
      .toHaveAttribute('href', '#/data');
    await screen.getByRole('link', { name: /data/ }).click();
    expect(onGo).toHaveBeenCalledWith('data');
  });

  test('on a narrow screen the tools are behind More', async () => {
    await page.viewport(360, 700);
    const onGo = vi.fn();
    const screen = await render(Rail, { items, current: 'data', onGo });
    expect(screen.getByRole('link', { name: /runs/ }).elements()).toHaveLength(0);
    await screen.getByRole('button', { name: 'More' }).click();
    await page.getByRole('dialog', { name: 'Tools' }).getByRole('link', { name: /runs/ }).click();
    expect(onGo).toHaveBeenCalledWith('runs');
  });
});

test('Frame: landmarks, a skip link, and Escape closes the inspector', async () => {
  const onCloseInspector = vi.fn();
  const screen = await render(Frame, {
    rail: text('rail'),
    top: text('top'),
    children: text('room'),
    timeline: text('timeline'),
    inspector: text('rows'),
    inspectorTitle: 'Window 3',
    onCloseInspector,
  });
  await expect.element(screen.getByRole('banner')).toHaveTextContent('top');
  await expect.element(screen.getByRole('complementary', { name: 'Window 3' })).toHaveTextContent('rows');
  await userEvent.keyboard('{Tab}{Enter}');
  expect(document.activeElement).toBe(screen.getByRole('main').element());
  await userEvent.keyboard('{Escape}');
  expect(onCloseInspector).toHaveBeenCalledTimes(1);
});

describe('Timeline', () => {
  const calls = () => ({
    onPlay: vi.fn(),
    onPause: vi.fn(),
    onStep: vi.fn(),
    onSpeed: vi.fn(),
    onJump: vi.fn(),
    onSelect: vi.fn(),
  });
  const speeds = [
    { value: 1, label: '1 win/s' },
    { value: 0, label: 'as fast as it goes' },
  ];

  test('plays, pauses, steps and changes speed', async () => {
    const told = calls();
    const screen = await render(Timeline, {
      model: timelineExample(),
      playing: false,
      speed: 1,
      speeds,
      ...told,
    });
    await screen.getByRole('button', { name: 'Play' }).click();
    await screen.getByRole('button', { name: 'One window on' }).click();
    await screen.getByRole('combobox', { name: 'Speed' }).selectOptions('as fast as it goes');
    screen.getByRole('button', { name: 'Play' }).element().focus();
    await screen.rerender({ playing: true });
    await expect.element(screen.getByRole('button', { name: 'Pause' })).toHaveFocus();
    await screen.getByRole('button', { name: 'Pause' }).click();
    expect(told.onPlay).toHaveBeenCalledTimes(1);
    expect(told.onStep).toHaveBeenCalledTimes(1);
    expect(told.onSpeed).toHaveBeenCalledWith(0);
    expect(told.onPause).toHaveBeenCalledTimes(1);
  });

  test('is scrubbed by keyboard, in words, and runs on to a window ahead with Enter', async () => {
    const told = calls();
    const model = timelineExample(200, 150, 144);
    const screen = await render(Timeline, { model, playing: false, speed: 1, speeds, ...told });
    const slider = screen.getByRole('slider', { name: 'Timeline' });
    await expect.element(slider).toHaveAttribute('aria-valuenow', '67');
    await expect
      .element(slider)
      .toHaveAttribute('aria-valuetext', expect.stringMatching(/^Window 67 of 200, v1, accuracy 0\.\d\d$/));
    slider.element().focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(told.onSelect).toHaveBeenLastCalledWith(67);
    await userEvent.keyboard('{Home}');
    expect(told.onSelect).toHaveBeenLastCalledWith(0);
    await userEvent.keyboard('{End}');
    expect(told.onSelect).toHaveBeenLastCalledWith(149);
    await screen.rerender({ model: { ...model, selected: 149 } });
    await userEvent.keyboard('{PageUp}');
    await expect
      .element(slider)
      .toHaveAttribute('aria-valuetext', expect.stringContaining('not reached yet'));
    expect(told.onJump).not.toHaveBeenCalled();
    await userEvent.keyboard('{Enter}');
    expect(told.onJump).toHaveBeenCalledWith(159);
  });

  test('draws: the canvas has the pixels of the screen and is not blank', async () => {
    const screen = await render(Timeline, {
      model: timelineExample(1000, 900, 880),
      playing: false,
      speed: 1,
      speeds,
      ...calls(),
    });
    const canvas = screen.getByRole('slider').element().querySelector('canvas');
    if (!canvas) throw new Error('no canvas');
    await expect.poll(() => canvas.width).toBe(Math.round(canvas.clientWidth * devicePixelRatio));
    const colours = (): number => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return new Set(
        Array.from({ length: pixels.length / 4 }, (_, at) => pixels.slice(at * 4, at * 4 + 4).join()),
      ).size;
    };
    await expect.poll(colours).toBeGreaterThan(20);
  });
});
