// Reads the tokens for what cannot use CSS: charts and the timeline's canvas.

import type { ChartTheme } from '../charts/parts/types.ts';
import { runColours } from '../core/run-item.ts';

/** The value of a token as it applies to the element, e.g. `token(element, 'champion') → "#0072b2"`. */
export function token(element: Element, name: string): string {
  return getComputedStyle(element).getPropertyValue(`--${name}`).trim();
}

/** @throws Error when the tokens are not loaded: a chart without colours would be a blank picture. */
export function readTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const read = (name: string): string => {
    const value = style.getPropertyValue(`--${name}`).trim();
    if (value === '') throw new Error(`The token --${name} is missing: tokens.css is not loaded.`);
    return value;
  };
  return {
    fontFamily: read('font'),
    text: read('text'),
    muted: read('text-3'),
    grid: read('line'),
    axis: read('line-strong'),
    surface: read('surface'),
    champion: read('champion'),
    challenger: read('challenger'),
    reference: read('reference'),
    alarm: read('alarm'),
    good: read('good'),
    versions: [read('version-1'), read('version-2'), read('version-3')],
    runs: Array.from({ length: runColours }, (_, number) => read(`run-${number}`)),
  };
}

/** Calls back whenever light and dark change places, by the system or by the page. Returns the way to stop. */
export function watchTheme(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const page = new MutationObserver(onChange);
  system.addEventListener('change', onChange);
  page.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', onChange);
    page.disconnect();
  };
}

export type ThemeName = 'system' | 'light' | 'dark';

export function applyTheme(name: ThemeName): void {
  if (name === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = name;
}
