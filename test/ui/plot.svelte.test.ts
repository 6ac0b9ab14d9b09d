// The chart under Trusted Types: drawn, exported, told in words, and deaf to markup from data.

import { page } from 'vitest/browser';
import { beforeAll, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import { draw } from '../../src/charts/parts/define.ts';
import stream from '../../src/charts/stream.ts';
import Plot from '../../src/ui/Plot.svelte';
import { loadPlotly, pictureOf } from '../../src/ui/plot-engine.ts';
import { readTheme } from '../../src/ui/theme.ts';
import { allowedHtml, allowedScriptUrl, installTrustedTypes } from '../../src/ui/trusted-types.ts';
import { streamExample } from '../tools/ui-gallery/example.ts';

const violations: string[] = [];

beforeAll(async () => {
  await page.viewport(1000, 700);
  installTrustedTypes();
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content =
    "require-trusted-types-for 'script'; trusted-types default svelte-trusted-html; img-src 'self' data: blob:";
  document.head.append(policy);
});

test('the policy is in force: markup from a string is refused', () => {
  expect(() => new DOMParser().parseFromString('<b>x</b>', 'text/html')).toThrow();
});

test('the rules let through what Plotly passes and nothing else', () => {
  expect(allowedHtml('')).toBe('');
  expect(allowedHtml('&nbsp;')).toBe('&nbsp;');
  expect(allowedHtml('&#8722;')).toBe('&#8722;');
  for (const text of ['<b>', '&lt;<b>;', '&nbsp;<i>', 'x']) expect(allowedHtml(text)).toBeNull();
  const here = 'https://example.org/app/';
  expect(allowedScriptUrl('./assets/worker.js', here)).toBe('./assets/worker.js');
  for (const address of [
    'https://evil.invalid/x.js',
    '//evil.invalid/x.js',
    'data:text/javascript,1',
    'blob:https://example.org/1',
    'http://[',
    ['javascript', '1'].join(':'),
  ])
    expect(allowedScriptUrl(address, here)).toBeNull();
});

test('draws the chart, says it in words, follows the theme and passes clicks on', async () => {
  const onPoint = vi.fn();
  const data = streamExample();
  const screen = await render(Plot, { chart: draw(stream, data), height: 300, onPoint, filename: 'Stream' });
  const drawn = screen.getByRole('img', { name: stream.describe(data), exact: true });
  await expect.element(drawn).toBeVisible();
  await expect.element(screen.getByText(stream.title(data), { exact: true }).first()).toBeVisible();
  // The drawing library itself is fetched first.
  const traces = () => document.querySelectorAll('.scatterlayer .trace').length;
  await expect.poll(traces, { timeout: 20_000 }).toBeGreaterThan(3);
  const gridColour = () => document.querySelector<SVGElement>('.ygrid')?.style.stroke;
  const light = gridColour();
  document.documentElement.dataset['theme'] = 'dark';
  await expect.poll(gridColour).not.toBe(light);
  delete document.documentElement.dataset['theme'];

  const plot = drawn.element().querySelector('.nsewdrag');
  if (!plot) throw new Error('no plot area');
  await page.elementLocator(plot).click({ position: { x: 100, y: 100 } });
  await expect.poll(() => onPoint.mock.calls.length).toBeGreaterThan(0);
});

test('exports PNG, SVG and CSV', async () => {
  const theme = readTheme(document.documentElement);
  const data = streamExample();
  const figure = stream.figure({ ...data, metricLabel: 'A & B < C' }, theme);
  const look = { title: 'Finding &amp; more', surface: theme.surface, text: theme.text };
  expect(await pictureOf(figure, 'png', look)).toMatch(/^data:image\/png;base64,.{2000}/);
  const address = await pictureOf(figure, 'svg', look);
  const drawing = decodeURIComponent(address.slice(address.indexOf(',') + 1));
  expect(drawing).toMatch(/A &amp; B (&lt;|&#60;) C/);
  // As a picture it is parsed as strict XML.
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  expect(picture.naturalWidth).toBeGreaterThan(0);

  const screen = await render(Plot, { chart: draw(stream, data), filename: 'The stream' });
  const links: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    links.push(this.download);
  });
  for (const name of ['Numbers (CSV)', 'Image (PNG)', 'Drawing (SVG)']) {
    await screen.getByRole('button', { name: /^Download/ }).click();
    await page.getByRole('menuitem', { name }).click();
    await expect.poll(() => links.length).toBeGreaterThan(0);
    await expect.poll(() => document.querySelector('[role=menu]')).toBeNull();
  }
  await expect.poll(() => links.toSorted()).toEqual(['the-stream.csv', 'the-stream.png', 'the-stream.svg']);
  click.mockRestore();
});

test('out of sight it is drawn once, and again when it comes into sight', async () => {
  const above = document.createElement('div');
  above.style.height = '3000px';
  document.body.prepend(above);
  const plotly = await loadPlotly();
  const react = vi.spyOn(plotly, 'react');
  const data = streamExample();
  const screen = await render(Plot, { chart: draw(stream, data), filename: 'x' });
  await expect.poll(() => react.mock.calls.length).toBe(1);
  // The observer has had its say after two frames.
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  await screen.rerender({ chart: draw(stream, { ...data, over: true }) });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(react.mock.calls.length).toBe(1);
  window.scrollTo(0, 4000);
  await expect.poll(() => react.mock.calls.length).toBe(2);
  react.mockRestore();
  above.remove();
});

test('of figures that come faster than they can be drawn most are passed over', async () => {
  const plotly = await loadPlotly();
  const react = vi.spyOn(plotly, 'react');
  const data = streamExample();
  const screen = await render(Plot, { chart: draw(stream, data), filename: 'x' });
  await expect.poll(() => react.mock.calls.length).toBe(1);
  const began = performance.now();
  let tookMs = 0;
  const drawn = react.mock.results[0]?.value;
  react.mockImplementation(() => {
    const from = performance.now();
    while (performance.now() < from + 40);
    tookMs += performance.now() - from;
    return drawn;
  });
  while (performance.now() < began + 1500) {
    await screen.rerender({ chart: draw(stream, { ...data, selected: performance.now() }) });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(react.mock.calls.length).toBeGreaterThan(2);
  expect(tookMs).toBeLessThan((performance.now() - began) / 3);
  react.mockRestore();
});

test('a hostile name is shown as text', async () => {
  const data = {
    ...streamExample(),
    reigns: [{ from: 0, label: '<a href="https://example.invalid">x</a>' }],
  };
  await render(Plot, { chart: draw(stream, data), filename: 'x' });
  await expect.poll(() => document.querySelector('.legendtext')?.textContent).toBeDefined();
  expect(document.querySelector('.main-svg a')).toBeNull();
  expect([...document.querySelectorAll('.legendtext')].map((label) => label.textContent)).toContain(
    '<a href="https://example.invalid">x</a>',
  );
});

test('a chart that cannot be drawn says so, keeps its words and can be tried again', async () => {
  const plotly = await loadPlotly();
  const react = vi.spyOn(plotly, 'react').mockRejectedValueOnce(new Error('out of paper'));
  const data = streamExample();
  const screen = await render(Plot, { chart: draw(stream, data), filename: 'x' });
  await expect.element(screen.getByRole('alert')).toHaveTextContent('out of paper');
  await expect.element(screen.getByRole('alert')).toHaveTextContent(stream.describe(data));
  react.mockRestore();
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => document.querySelectorAll('.main-svg').length).toBeGreaterThan(0);
});

test('nothing broke the policy but the one refused on purpose', () => {
  expect(violations).toEqual(['require-trusted-types-for']);
});
