// The definition of a figure in the inspector.

import { page } from 'vitest/browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import InspectorContent from '../../src/pages/inspector/InspectorContent.svelte';
import { inspectorTitle } from '../../src/pages/views/inspector.ts';
import { makeApp, type Made } from '../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());

const show = (id: string) => {
  made.app.inspector.open({ kind: 'metric', id });
  return render(Host, { app: made.app, part: InspectorContent });
};

describe('the definition of a figure', () => {
  it('says meaning, formula, unit and what is better', { timeout: 30_000 }, async () => {
    const { container } = await show('mse');
    await expect.element(page.getByText(/Lower is better/)).toBeVisible();
    await expect.element(page.getByText('(1/n) Σ (ŷ − y)²')).toBeVisible();
    await expect.element(page.getByText('the square of the unit of what is predicted')).toBeVisible();
    for (const theme of ['light', 'dark'] as const) {
      useTheme(theme);
      expect(await accessibilityProblems(container)).toEqual([]);
    }
    useTheme('light');
  });

  it('calls nothing better of a figure that only describes', { timeout: 30_000 }, async () => {
    await show('calibration');
    await expect.element(page.getByText(/Neither more nor less of it is better/)).toBeVisible();
    await expect.element(page.getByText('Σ ŷ / Σ y')).toBeVisible();
    expect(inspectorTitle(made.app, { kind: 'metric', id: 'calibration' })).toBe('Calibration ratio');
  });
});
