// Every part, in both themes and at three widths: axe finds nothing, nothing is wider than the page.

import { page } from 'vitest/browser';
import { afterEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import Gallery from '../tools/ui-gallery/Gallery.svelte';
import { accessibilityProblems, useTheme } from './axe.ts';

afterEach(() => {
  delete document.documentElement.dataset['theme'];
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each([
    ['home', 1280],
    ['forms', 1280],
    ['charts', 1280],
    ['home', 900],
    ['home', 360],
    ['forms', 360],
    ['charts', 360],
  ] as const)('%s at %d px', async (only, width) => {
    await page.viewport(width, 760);
    useTheme(theme);
    const screen = await render(Gallery, { inspecting: width === 900, only });
    if (only !== 'forms')
      await expect.poll(() => document.querySelectorAll('.main-svg').length).toBeGreaterThan(1);
    await expect.poll(() => document.querySelectorAll('[aria-busy="true"].place').length).toBe(0);
    // Colours move for a moment after the theme changed.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await accessibilityProblems()).toEqual([]);
    const room = screen.getByRole('main').element();
    expect(room.scrollWidth).toBeLessThanOrEqual(room.clientWidth);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(760);
  });
});
