// Rules on figures in the page itself: raised with the windows, told once whatever happens to the page, answered by a person.

import { afterEach, describe, expect, it } from 'vitest';
import type { AlertRule } from '../../src/core/alerting/rule.ts';
import { recoveredAt } from '../../src/core/watch.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';

let made: Made | null = null;
afterEach(() => {
  made?.close();
  made = null;
});

/** Speaks in some windows of the scene and is silent in others. */
const rule: AlertRule = {
  id: 'range',
  name: 'Out of range',
  kind: 'threshold',
  params: { side: 'above', bound: 0.02 },
  figures: ['quality/range/*'],
  level: 'warning',
  on: true,
  windows: 1,
  clearAfter: 2,
  cooldown: 0,
  minimumRows: 10,
};
/** Of figures that wait for labels. */
const late: AlertRule = {
  ...rule,
  id: 'late',
  name: 'Accuracy dips',
  params: { side: 'below', bound: 0.85 },
  figures: ['performance/accuracy', 'volume/missing-labels'],
};

async function started(app: App, seed = 5): Promise<void> {
  await app.start();
  await app.stream.pause();
  await app.projects.startOver('bikes', seed);
  await app.stream.pause();
  await app.projects.change({ pauseAtAlarm: false }, null);
  await app.alerting.changeRule(late, 'for this test');
  await app.alerting.changeRule(rule, 'for this test');
}

async function to(app: App, window: number): Promise<void> {
  await app.stream.jump(window);
  await until(() => !app.stream.playing, `window ${window}`);
}

const toldBy = (app: App) => ({
  // The store reads them in the order of their ids.
  alerts: app.store.contents.alerts
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ raisedAt: _, projectId: __, id, modelVersionId, ...rest }) => ({
      ...rest,
      id: id.split('/').slice(1),
      version: modelVersionId.split('/').slice(1),
    })),
  ledger: app.store.ledger
    .filter(({ kind }) => kind.startsWith('alert-'))
    .map(({ kind, alertId, windowIndex, reason }) => [kind, alertId?.split('/').at(-1), windowIndex, reason]),
});

describe('alerts on figures', () => {
  it('are told once, with the windows, and the same after reloads', { timeout: 120_000 }, async () => {
    made = await makeApp({ indexedDB: null, witness: null });
    await started(made.app);
    await to(made.app, 30);
    const still = toldBy(made.app);
    expect(still.alerts.length).toBeGreaterThan(1);
    expect(still.ledger.some(([kind]) => kind === 'alert-cleared')).toBe(true);
    made.close();

    const name = `alerting-${crypto.randomUUID()}`;
    made = await makeApp({ name, witness: null });
    await started(made.app);
    for (const window of [7, 13, 19]) {
      await to(made.app, window);
      made.close();
      made = await makeApp({ name, witness: null });
      await made.app.start();
    }
    await to(made.app, 24);
    // The plan as it is, anew: figures are worked out again.
    await made.app.monitoring.rebuild();
    await to(made.app, 30);
    expect(toldBy(made.app)).toEqual(still);
  });

  it('are seen, put off, and over with their rule', { timeout: 60_000 }, async () => {
    made = await makeApp({ indexedDB: null, witness: null });
    const { app } = made;
    await started(app);
    await to(app, 30);
    await app.alerting.changeRule({ ...rule, id: 'always', figures: ['volume/rows'] }, 'test');
    await app.stream.step();
    const found = app.alerting.open.find(({ alert }) => alert.ruleId === 'always')!;
    const id = found.alert.id;
    expect(app.alerting.unseen).toContainEqual(found);
    await app.alerting.snooze(id, 2);
    expect(app.alerting.unseen.some(({ alert }) => alert.id === id)).toBe(false);
    await app.stream.step();
    await app.stream.step();
    expect(app.alerting.unseen.some(({ alert }) => alert.id === id)).toBe(true);
    await app.alerting.acknowledge(id, '  known  ');
    expect(app.alerting.find(id)).toMatchObject({ note: 'known', cleared: null });
    expect(app.alerting.unseen.some(({ alert }) => alert.id === id)).toBe(false);
    expect(app.alerting.open.some(({ alert }) => alert.id === id)).toBe(true);
    await app.alerting.removeRule('always');
    await app.stream.step();
    expect(app.alerting.find(id)!.cleared?.reason).toContain('the rule was switched off');
    await app.alerting.acknowledge(id, 'too late');
    expect(app.store.ledger.at(-1)!.reason).not.toBe('too late');
    await app.alerting.usualRules();
    expect(app.store.project.settings.alerts).toBeUndefined();
    expect(app.store.ledger.at(-1)!.kind).toBe('rule-changed');
  });

  it('leave the alarm, the next step and the playing to the scene', { timeout: 60_000 }, async () => {
    made = await makeApp({ indexedDB: null, witness: null });
    const { app } = made;
    await started(app);
    await app.projects.change({ pauseAtAlarm: true }, null);
    await app.alerting.changeRule({ ...rule, level: 'alarm', figures: ['volume/rows'] }, 'test');
    await to(app, 8);
    expect(app.stream.position).toBe(8);
    expect(app.alerting.open.some(({ alert }) => alert.severity === 'alarm')).toBe(true);
    expect(app.store.openAlertId).toBeNull();
    expect(app.situation.alarm).toBe(false);
  });

  it(
    'leave the alarm of the scene open until it has recovered, and then to ring anew',
    { timeout: 60_000 },
    async () => {
      made = await makeApp({ indexedDB: null, witness: null });
      const { app } = made;
      await started(app);
      const { alarm } = app.store.project.settings;
      const withMargin = (margin: number) =>
        app.projects.change({ alarm: { ...alarm, params: { ...alarm.params, margin, windows: 1 } } }, null);
      await withMargin(1);
      await to(app, 40);
      const values = app.store.windows.flatMap(({ performance }) => performance?.['accuracy']?.value ?? []);
      // Once more in the same world, with a bound that windows fall below and come back from.
      const comesBack = (bound: number): boolean => {
        const good = values.map((value) => Number(value >= bound)).join('');
        return good.includes('0111');
      };
      const bound = values
        .map((value) => value + 1e-6)
        .toSorted((one, other) => one - other)
        .find(comesBack)!;
      await started(app);
      await withMargin(Math.max(0.001, app.models.champion!.level.value - bound));
      await to(app, 40);
      const rang = app.store.ledger.filter(({ kind }) => kind === 'alarm').map(({ alertId }) => alertId);
      expect(rang.some((id) => app.alerting.find(id!)!.cleared)).toBe(true);
      for (const id of rang) {
        const alert = app.store.contents.alerts.find((one) => one.id === id)!;
        const at = recoveredAt(alert, 'higher', app.store.windows);
        const over = app.alerting.find(alert.id)!.cleared;
        if (at === null) expect(over).toBeNull();
        else expect(over?.reason).toContain(`Recovered in window ${at + 1} `);
      }
      expect(rang.slice(0, -1).every((id) => app.alerting.find(id!)!.cleared)).toBe(true);
      const last = app.alerting.find(rang.at(-1)!)!;
      expect(app.store.openAlertId).toBe(last.cleared ? null : last.alert.id);
      expect(app.situation.alarm).toBe(last.cleared === null);
    },
  );

  it('say what a rule would have done, and what is behind an alert', { timeout: 60_000 }, async () => {
    made = await makeApp({ indexedDB: null, witness: null });
    const { app } = made;
    await started(app);
    await to(app, 30);
    const { raised, rows } = app.alerting.test(rule);
    expect(rows).toBe(30 * app.datasets.current.scenario.windowRows);
    const real = app.store.contents.alerts.filter(({ ruleId }) => ruleId === 'range').length;
    expect(raised.length).toBeGreaterThanOrEqual(real);
    expect(real).toBeGreaterThan(0);

    const { alert } = app.alerting.episodes.find(({ alert: one }) => one.ruleId === 'range')!;
    await app.blaming.explain(alert.id);
    const job = app.blaming.of(alert.id);
    expect(job.phase).toBe('done');
    if (job.phase !== 'done') return;
    const { blame, words, wrong, windows } = job.result;
    expect(blame.features.map(({ feature }) => feature).toSorted()).toEqual(
      [...app.datasets.current.scenario.features].toSorted(),
    );
    expect(words).toMatch(/hours a window\.$/);
    expect(windows.from).toBeLessThan(windows.to);
    // Only rows of its windows, and only where the answer is known and another one.
    const spans = app.store.windows.filter(({ index }) => index >= windows.from && index < windows.to);
    for (const row of wrong) expect(spans.some(({ span }) => span.from <= row && row < span.to)).toBe(true);
    // What came after the alert can't be its cause: whoever asks later gets the same answer.
    expect(windows).toEqual({ from: alert.evidence[0]!.index, to: alert.windowIndex + 1 });
    await app.stream.step();
    await app.stream.step();
    await app.blaming.explain(alert.id);
    const later = app.blaming.of(alert.id);
    expect(later.phase === 'done' && later.result).toEqual(job.result);
    // All alerts of a version say the same of how much it relies on a feature.
    const other = app.alerting.episodes.findLast(
      ({ alert: one }) => one.windowIndex > alert.windowIndex && one.modelVersionId === alert.modelVersionId,
    )!;
    await app.blaming.explain(other.alert.id);
    const another = app.blaming.of(other.alert.id);
    const importances = (features: typeof blame.features) =>
      Object.fromEntries(features.map(({ feature, importance }) => [feature, importance]));
    expect(another.phase === 'done' && importances(another.result.blame.features)).toEqual(
      importances(blame.features),
    );
    await app.blaming.explain('nothing');
    expect(app.blaming.of('nothing').phase).toBe('failed');
  });
});
