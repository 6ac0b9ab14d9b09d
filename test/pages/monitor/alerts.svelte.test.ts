// The alerts of the monitoring room with the real page behind them: a newcomer breaks a sensor and is told which, since when and
// what it costs.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { injectionKinds } from '../../../src/core/injections/index.ts';
import { defaults } from '../../../src/core/params.ts';
import InspectorContent from '../../../src/pages/inspector/InspectorContent.svelte';
import Alerts from '../../../src/pages/monitor/alerts/Alerts.svelte';
import { inOrder } from '../../../src/pages/monitor/alerts/order.ts';
import StatusChips from '../../../src/pages/StatusChips.svelte';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

const broken = 'temp';
let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await app.stream.pause();
  await app.projects.startOver('bikes', 5);
  await app.stream.pause();
  await app.projects.change({ pauseAtAlarm: false }, null);
  await app.stream.jump(6);
  await until(() => !app.stream.playing, 'six windows');
  const sensor = injectionKinds.get('break-sensor');
  await app.changes.add({
    kind: sensor.id,
    params: { ...defaults(sensor.params), column: broken, mode: 'zero' },
    course: 'sudden',
    overRows: 0,
  });
  await app.stream.jump(14);
  await until(() => !app.stream.playing, 'fourteen windows');
}, 90_000);
afterAll(() => made.close());
afterEach(async () => {
  useTheme('light');
  made.app.inspector.close();
  await page.viewport(1280, 900);
});

const patience = { timeout: 60_000 };
const wait = { timeout: 30_000 };

test('says which sensor is broken, since when, and what that costs', patience, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Alerts });
  const about = app.alerting.open.find(({ alert }) =>
    alert.figures?.some((key) => key.endsWith(`/${broken}`)),
  );
  expect(about, 'an open alert on the broken sensor').toBeDefined();
  await app.blaming.explain(about!.alert.id);
  await expect
    .element(
      screen
        .getByText(
          new RegExp(
            `^What stands out in the windows of this alert: ${broken} has read 0 in every row since .* \\(window 7\\)\\. .*relies on.* of 100 answers more are wrong than before`,
          ),
        )
        .first(),
      wait,
    )
    .toBeVisible();
  expect(await accessibilityProblems()).toEqual([]);
  useTheme('dark');
  // Colours move into place.
  await expect.poll(() => accessibilityProblems()).toEqual([]);
});

test('ranks the features and opens the rows', patience, async () => {
  const { app } = made;
  const { alert } = app.alerting.open.find(({ alert: one }) =>
    one.figures?.some((key) => key.endsWith(`/${broken}`)),
  )!;
  // As after a reload; the drawer looks for the cause without being asked.
  app.blaming.forget();
  app.inspector.open({ kind: 'alert', id: alert.id });
  const screen = await render(Host, { app, part: InspectorContent });
  const table = screen.getByRole('table', { name: 'Features, most to blame first' });
  await expect.element(table.getByRole('row').nth(1), wait).toHaveTextContent(new RegExp(`^${broken}`));
  expect(await accessibilityProblems()).toEqual([]);
  await screen.getByRole('button', { name: 'Show rows' }).click();
  await expect.element(screen.getByText(new RegExp(`rows in which ${broken} stands out`))).toBeVisible();
  expect(await accessibilityProblems()).toEqual([]);
});

test('is acknowledged with a note and put off, by keyboard', patience, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Alerts });
  const item = screen
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: 'Acknowledge' }) });
  const ordered = inOrder(app.alerting.open);
  const [first] = ordered.filter(({ alert }) => alert.ruleId !== undefined);
  const place = ordered.indexOf(first!);
  const { id } = first!.alert;
  item.nth(place).getByRole('button', { name: 'Snooze' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await screen.getByRole('spinbutton', { name: 'Windows to keep quiet' }).fill('3');
  await userEvent.keyboard('{Tab}');
  await item.nth(place).getByRole('button', { name: 'Snooze' }).last().click();
  await expect.poll(() => app.alerting.find(id)?.snoozedUntil).toBe(app.stream.position + 3);
  await expect.element(item.nth(place)).toHaveTextContent(/Put off until/);
  item.nth(place).getByRole('button', { name: 'Acknowledge' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await screen.getByRole('textbox', { name: 'Note' }).fill('The sensor is being replaced');
  await screen.getByRole('button', { name: 'Keep the note' }).click();
  await expect.element(item.nth(place)).toHaveTextContent(/Seen: “The sensor is being replaced”/);
  expect(app.store.ledger.at(-1)).toMatchObject({ kind: 'alert-acknowledged', alertId: id });
});

test('shows the budget, and changes and tries rules', patience, async () => {
  const { app } = made;
  const screen = await render(Host, { app, part: Alerts });
  await expect
    .element(screen.getByText(/about one false alarm in 100,000 rows from all rules together/))
    .toBeVisible();
  await screen.getByRole('button', { name: 'Add a rule' }).click();
  await screen.getByRole('textbox', { name: 'Name' }).fill('Rows come');
  await screen.getByRole('combobox', { name: 'Figures' }).fill('volume/rows');
  await screen.getByRole('spinbutton', { name: 'The number' }).fill('1');
  await userEvent.keyboard('{Tab}');
  await expect.element(screen.getByText(/it would have spoken once/)).toBeVisible();
  expect(await accessibilityProblems()).toEqual([]);
  await screen.getByRole('button', { name: 'Keep the rule' }).click();
  await expect.poll(() => app.alerting.rules.some(({ name }) => name === 'Rows come')).toBe(true);
  await screen.getByRole('switch', { name: 'Rows come' }).click();
  await expect.poll(() => app.alerting.rules.at(-1)).toMatchObject({ name: 'Rows come', on: false });
  await screen.getByRole('button', { name: 'Usual rules' }).click();
  await expect.poll(() => app.alerting.rules.some(({ name }) => name === 'Rows come')).toBe(false);
});

test('counts warnings in the bar', patience, async () => {
  const { app } = made;
  const warnings = app.alerting.unseen.filter(({ alert }) => alert.severity === 'warning').length;
  const screen = await render(Host, { app, part: StatusChips });
  const chip = screen.getByRole('button', { name: /^\d+ warnings?$/ });
  if (warnings === 0) await expect.element(chip).not.toBeInTheDocument();
  else await expect.element(chip).toHaveTextContent(new RegExp(`^${warnings} warning`));
});
