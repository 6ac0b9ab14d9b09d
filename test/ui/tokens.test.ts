// Contrast of text and marks, computed from the token values (WCAG 2.2, 1.4.3 and 1.4.11).

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runColours } from '../../src/core/run-item.ts';

const css = readFileSync('src/ui/tokens.css', 'utf8');

function tokensOf(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [found[1] ?? '', found[2] ?? '']),
  );
}

function blockAfter(start: string): string {
  const from = css.indexOf(start);
  if (from < 0) throw new Error(`tokens.css has no ${start}`);
  return css.slice(from, css.indexOf('}', from));
}

const light = tokensOf(blockAfter(':root {'));
const darkBySystem = tokensOf(blockAfter(":root:not([data-theme='light'])"));
const darkByPage = tokensOf(blockAfter(":root[data-theme='dark']"));

function luminance(hex: string): number {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(theme: Map<string, string>, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => {
    const value = theme.get(name);
    if (!value?.match(/^#[0-9a-f]{6}$/)) throw new Error(`--${name} is not a colour: ${value}`);
    return luminance(value);
  });
  return (Math.max(a ?? 0, b ?? 0) + 0.05) / (Math.min(a ?? 0, b ?? 0) + 0.05);
}

const surfaces = ['surface', 'surface-2', 'surface-3'];
const readable: [string, string][] = [
  ...['text', 'text-2', 'text-3', 'champion-text', 'challenger-text', 'alarm-text', 'good-text'].flatMap(
    (name) => surfaces.map((surface): [string, string] => [name, surface]),
  ),
  ...['champion', 'challenger', 'alarm', 'good'].flatMap((tone): [string, string][] => [
    [`${tone}-text`, `${tone}-soft`],
    ['text', `${tone}-soft`],
    ['text-2', `${tone}-soft`],
  ]),
  ['on-champion', 'champion'],
  ['on-champion', 'champion-hover'],
  ['on-alarm', 'alarm'],
  ['text', 'reference-soft'],
];
const visible = [
  'champion',
  'challenger',
  'reference',
  'alarm',
  'good',
  'version-1',
  'version-2',
  'version-3',
  ...Array.from({ length: runColours }, (_, number) => `run-${number}`),
];

describe.each([
  ['light', light],
  ['dark', darkByPage],
])('%s', (_, theme) => {
  test.each(readable)('%s on %s is readable', (one, other) => {
    expect(contrast(theme, one, other)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(visible)('%s stands out as a mark', (name) => {
    expect(contrast(theme, name, 'surface')).toBeGreaterThanOrEqual(3);
  });

  test('the edge of a control and the focus ring stand out', () => {
    for (const name of ['line-strong', 'focus'])
      for (const surface of surfaces.slice(0, 2))
        expect(contrast(theme, name, surface), `${name} on ${surface}`).toBeGreaterThanOrEqual(3);
  });
});

test('dark is the same by system and by choice, and both themes name the same colours', () => {
  expect([...darkBySystem]).toEqual([...darkByPage]);
  for (const name of darkByPage.keys()) expect(light.has(name), name).toBe(true);
});
