// The stream as the timeline and the charts want it.

import { isAlarm } from '../../core/alerting/episodes.ts';
import { alarmRules } from '../../core/alerts/index.ts';
import { reigns } from '../../core/ledger.ts';
import { metrics } from '../../core/metrics/index.ts';
import type { ModelVersion } from '../../core/records.ts';
import { estimateValue, metricValue } from '../../core/wording.ts';
import { story, type Story, type StoryWindow } from '../../core/story.ts';
import type { StreamData } from '../../charts/parts/stream-words.ts';
import type { App } from '../../state/app.svelte.ts';
import type { TimelineModel } from '../../ui/timeline-model.ts';
import { sameRows } from '../deploy/now/same-rows.ts';
import { homeText } from '../text/rooms.ts';

function metricOf(app: App) {
  return metrics.get(app.datasets.current.scenario.metric);
}

/** The value that the champion's windows must reach; null before the first model. */
function thresholdOf(app: App): number | null {
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
    alarms: app.store.contents.alerts.filter(isAlarm).map((alert) => alert.windowIndex),
    threshold: thresholdOf(app),
    selected: subject?.kind === 'window' ? subject.index : null,
    counterfactual: withoutYou(app),
  };
}

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
    alarms: app.store.contents.alerts.filter(isAlarm).map((alert) => ({
      index: alert.windowIndex,
      text: `${metric.label} ${metricValue(metric.id, alert.value, scenario.targetUnit)}, must reach ${metricValue(metric.id, alert.threshold, scenario.targetUnit)}`,
    })),
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
