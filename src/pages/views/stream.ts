// The stream as the timeline and the charts want it.

import { isAlarm } from '../../core/alerting/episodes.ts';
import { alarmRules } from '../../core/alerts/index.ts';
import { reigns } from '../../core/ledger.ts';
import { metrics } from '../../core/metrics/index.ts';
import type { ModelVersion } from '../../core/records.ts';
import { estimateValue, metricValue } from '../../core/wording.ts';
import { story, type Story, type StoryWindow } from '../../core/story.ts';
import type { StreamData, StreamChange, StreamMark } from '../../charts/parts/stream-words.ts';
import type { AlertLevel } from '../../core/alerting/rule.ts';
import { whatSays } from '../../core/injecting/words.ts';
import type { FigureKey } from '../../core/monitoring/figure.ts';
import type { App } from '../../state/app.svelte.ts';
import type { TimelineModel } from '../../ui/timeline-model.ts';
import { sameRows } from '../deploy/now/same-rows.ts';
import { monitorNowText } from '../text/monitor-now.ts';
import { homeText } from '../text/rooms.ts';

function metricOf(app: App) {
  return metrics.get(app.datasets.current.scenario.metric);
}

/** The value that the champion's windows must reach; null before the first model. */
export function thresholdOf(app: App): number | null {
  const { champion } = app.models;
  if (!champion) return null;
  const { alarm } = app.store.project.settings;
  return alarmRules.get(alarm.rule).threshold(champion.level.value, metricOf(app).better, alarm.params);
}

function versionLabel(app: App, id: string): string {
  return `v${app.store.numberOf(id)}`;
}

function valuesOf(app: App): Float64Array {
  const metric = metricOf(app).id;
  const values = new Float64Array(app.stream.total).fill(NaN);
  for (const window of app.store.windows) values[window.index] = window.performance?.[metric]?.value ?? NaN;
  return values;
}

/** The first model's values at their windows, NaN elsewhere. */
function withoutYou(app: App): Float64Array | null {
  const { values } = app.counterfactual;
  if (!values) return null;
  const spread = new Float64Array(app.stream.total).fill(NaN);
  const judged = app.store.windows.filter((window) => window.performance !== null);
  judged.slice(0, values.length).forEach((window, i) => (spread[window.index] = values[i] ?? NaN));
  return spread;
}

export function timelineModel(app: App): TimelineModel {
  const metric = metricOf(app);
  const subject = app.inspector.subject;
  return {
    total: app.stream.total,
    position: app.stream.position,
    labelled: app.stream.labelled,
    metricLabel: metric.label,
    values: valuesOf(app),
    reigns: reigns(app.store.ledger).map((reign) => ({
      from: reign.from,
      label: versionLabel(app, reign.modelVersionId),
      colour: app.store.numberOf(reign.modelVersionId) - 1,
    })),
    alarms: app.store.contents.alerts
      .filter((alert) => isAlarm(alert) || alert.severity === 'alarm')
      .map((alert) => alert.windowIndex),
    warnings: ruleMarks(app, 'warning').map(({ index }) => index),
    changes: changesOf(app).flatMap(({ index, ended }) => (ended ? [] : [index])),
    ends: changesOf(app).flatMap(({ index, ended }) => (ended ? [index] : [])),
    threshold: thresholdOf(app),
    selected: subject?.kind === 'window' ? subject.index : null,
    counterfactual: withoutYou(app),
  };
}

/** All that the picture of the stream is made of: it is another when one of these is. */
export const streamParts = (app: App) => ({
  windows: app.store.windows,
  alerts: app.store.contents.alerts,
  ledger: app.store.ledger,
  settings: app.store.project.settings,
  position: app.stream.position,
  figures: app.monitoring.version,
  counterfactual: app.counterfactual.values,
  subject: app.inspector.subject,
});

/** A figure of the monitors at each window of the stream, in their order; NaN where there is none. */
function monitored(app: App, key: FigureKey, part: 'value' | 'low' | 'high' = 'value'): number[] {
  const { figures } = app.monitoring;
  const series = figures.series(key, part);
  const byWindow = new Map(
    figures.windows.map(({ streamWindow }, place) => [streamWindow, series[place] ?? NaN]),
  );
  return app.store.windows.map(({ index }) => byWindow.get(index) ?? NaN);
}

/** Where a person changed the world and where that ended, as windows and words: "you changed temp: +2.0 standard deviations". */
function changesOf(app: App): StreamChange[] {
  const { trainRows, windowRows } = app.datasets.current.scenario;
  const script = app.store.project.settings.injections ?? [];
  const windowOf = (row: number): number => Math.max(0, Math.floor((row - trainRows) / windowRows));
  return script
    .flatMap((injection): StreamChange[] => {
      const { fromRow, toRow, kind } = injection;
      const begun = {
        index: windowOf(fromRow),
        text: monitorNowText.changedHere(whatSays(injection)),
      };
      // A slider that was moved goes on as another change.
      const goesOn = script.some((one) => one.kind === kind && one.fromRow === toRow && one !== injection);
      if (toRow === null || goesOn) return [begun];
      const ended = monitorNowText.endedHere(whatSays(injection));
      return [begun, { index: windowOf(toRow), text: ended, ended: true }];
    })
    .filter(({ index }) => index < app.stream.position)
    .sort((a, b) => a.index - b.index);
}

/** Alerts of rules on figures from a level on: what the alarm says itself stands apart. */
const ruleMarks = (app: App, level: AlertLevel): StreamMark[] =>
  app.store.contents.alerts
    .filter(({ severity }) => severity === level)
    .map(({ windowIndex, words }) => ({ index: windowIndex, text: words ?? '' }));

export function streamData(app: App): StreamData {
  const { scenario } = app.datasets.current;
  const metric = metricOf(app);
  const first = app.store.versions[0];
  const spread = withoutYou(app);
  const subject = app.inspector.subject;
  return {
    unit: metric.unit,
    metricLabel: metric.label,
    better: metric.better,
    windows: app.store.windows.map((window) => {
      const estimate = window.performance?.[metric.id];
      return {
        index: window.index,
        label: app.datasets.windowLabel(window.index),
        value: estimate?.value ?? NaN,
        low: estimate?.low ?? NaN,
        high: estimate?.high ?? NaN,
        n: estimate?.n ?? window.span.to - window.span.from,
      };
    }),
    level: app.models.champion?.level.value ?? null,
    threshold: thresholdOf(app),
    reigns: reigns(app.store.ledger).map((reign) => ({
      from: reign.from,
      label: versionLabel(app, reign.modelVersionId),
      colour: app.store.numberOf(reign.modelVersionId) - 1,
    })),
    over: app.stream.ended,
    alarms: [
      ...app.store.contents.alerts.filter(isAlarm).map((alert) => ({
        index: alert.windowIndex,
        text: `${metric.label} ${metricValue(metric.id, alert.value, scenario.targetUnit)}, must reach ${metricValue(metric.id, alert.threshold, scenario.targetUnit)}`,
      })),
      ...ruleMarks(app, 'alarm'),
    ].sort((a, b) => a.index - b.index),
    warnings: ruleMarks(app, 'warning'),
    changes: changesOf(app),
    estimated: {
      values: monitored(app, `estimated/${metric.id}`),
      low: monitored(app, `estimated/${metric.id}`, 'low'),
      high: monitored(app, `estimated/${metric.id}`, 'high'),
    },
    // What it is measured in is the share of right answers.
    ...(metric.id === 'accuracy' && { noChange: monitored(app, 'prequential/no-change') }),
    ...(spread && first
      ? { counterfactual: { label: `v${first.number}, never replaced`, values: [...spread] } }
      : {}),
    ...(subject?.kind === 'window' ? { selected: subject.index } : {}),
  };
}

/** The sentence at the top: the champion then and now; without labels yet, what it reached before it went live. */
export function storyOf(app: App): Story | null {
  const { champion } = app.models;
  if (!champion) return null;
  const { scenario } = app.datasets.current;
  const reign = reigns(app.store.ledger).at(-1);
  const windows: StoryWindow[] = app.store.windows.flatMap((window) => {
    const estimate = window.performance?.[champion.metric];
    const own = window.modelVersionId === champion.id && window.index >= (reign?.from ?? 0);
    return own && estimate
      ? [{ period: app.datasets.periodOf(window.index), index: window.index, estimate }]
      : [];
  });
  if (windows.length === 0 && app.stream.ended) return unanswered(app, champion);
  const words = { metric: champion.metric, rows: scenario.unit.many, targetUnit: scenario.targetUnit };
  return story(windows, words, champion.number);
}

/** Of a champion that came in after the last window: that nothing comes any more, and what it reached before. */
function unanswered(app: App, { id, number, metric, level }: ModelVersion): Story {
  const unit = app.datasets.current.scenario.targetUnit;
  const evaluation = app.evaluations.of(id);
  const known = evaluation && sameRows(evaluation, metric, unit);
  const label = metrics.get(metric).label.toLowerCase();
  const said = homeText.overUnanswered(number);
  if (!known || evaluation.baselineId === null)
    return {
      sentence: `${said} ${homeText.reachedBefore(number, `${label} ${estimateValue(metric, level, unit)}`)}`,
      n: level.n,
    };
  const other = app.store.numberOf(evaluation.baselineId);
  const both = homeText.reachedBoth(
    known.rows,
    homeText.reached(number, label, known.candidate),
    homeText.reached(other, label, known.baseline),
  );
  return { sentence: `${said} ${both}`, n: known.n };
}
