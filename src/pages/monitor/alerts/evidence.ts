// The figure of an alert along its windows, as a small chart takes it.

import { figureLabel } from '../../../core/alerting/words.ts';
import type { Alert } from '../../../core/records.ts';
import type { App } from '../../../state/app.svelte.ts';
import { figure as numberText } from '../../../ui/figure.ts';
import type { DrawnCurve } from '../../../ui/lines-paint.ts';
import { alertsText } from '../../text/monitor-alerts.ts';

/** Windows shown before the alert. */
const before = 20;

export interface Evidence {
  readonly title: string;
  readonly description: string;
  readonly curves: readonly DrawnCurve[];
  /** Place of the alert on the horizontal axis. */
  readonly at: number;
}

/** Null where there is nothing to draw: the figure is not measured any more, or the alert is of another kind. */
export function evidenceOf(app: App, alert: Alert): Evidence | null {
  const key = alert.figures?.[0];
  if (!key) return null;
  const { figures } = app.monitoring;
  const from = Math.max(0, alert.windowIndex - before);
  const points = figures.windows.flatMap(({ index, streamWindow }) => {
    const figure = streamWindow >= from ? figures.figure(key, index) : null;
    return figure ? [{ x: streamWindow + 1, y: figure.value }] : [];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return null;
  const title = figureLabel(key);
  // What the rule held the figure against, and no other bound: a surprise is judged by its chance, whatever its definition says.
  const bound = alert.rule === 'surprise' ? NaN : alert.threshold;
  const x = Float64Array.from(points, (point) => point.x);
  return {
    title,
    description: alertsText.evidenceDescription(
      title,
      numberText(first.y),
      numberText(last.y),
      points.length,
      Number.isNaN(bound) ? '' : alertsText.bound(numberText(bound)),
    ),
    curves: [
      { name: title, x, y: Float64Array.from(points, (point) => point.y), tone: 'alarm' },
      ...(Number.isNaN(bound)
        ? []
        : [{ name: 'bound', x, y: x.map(() => bound), tone: 'reference' as const, dash: 'dash' as const }]),
    ],
    at: alert.windowIndex + 1,
  };
}

export const ruleName = (app: App, alert: Alert): string =>
  alert.ruleId === undefined
    ? alertsText.alarmName
    : (app.alerting.rules.find(({ id }) => id === alert.ruleId)?.name ?? alert.ruleId);

/** What an alert said when it was raised. */
export const said = (app: App, alert: Alert): string =>
  alert.words ??
  app.store.ledger.find(({ kind, alertId }) => kind === 'alarm' && alertId === alert.id)?.reason ??
  '';
