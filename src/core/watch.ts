// What follows when labels arrive: which windows can be judged now, and whether the alarm rule fires on them.

import { isAlarm } from './alerting/episodes.ts';
import type { AlarmRule, AlarmSettings } from './define.ts';
import { reigns } from './ledger.ts';
import type { Alert, LedgerLine, ModelVersion, WindowRecord } from './records.ts';

/** Windows whose labels are known after `position` windows have passed, and that are not judged yet; oldest first. */
export function judgeable(
  windows: readonly WindowRecord[],
  position: number,
  labelDelayWindows: number,
): WindowRecord[] {
  return windows.filter(
    (window) => window.performance === null && window.index < position - labelDelayWindows,
  );
}

/** Windows with labels, counted from the start without a gap. */
export function labelledWindows(windows: readonly WindowRecord[]): number {
  const open = windows.find((window) => window.performance === null);
  return open ? open.index : windows.length;
}

/**
 * The champion's judged windows that the alarm may look at: those since it was deployed, and since its last alarm, so
 * that one fall raises one alarm and an answered alarm needs fresh evidence.
 */
export function alarmWindows(
  windows: readonly WindowRecord[],
  ledger: readonly LedgerLine[],
  alerts: readonly Alert[],
  championId: string,
): WindowRecord[] {
  const reign = reigns(ledger).findLast((candidate) => candidate.modelVersionId === championId);
  const lastAlarm = alerts.findLast((alert) => isAlarm(alert) && alert.modelVersionId === championId);
  const lastSeen = lastAlarm?.evidence.at(-1)?.index ?? -1;
  const from = Math.max(reign?.from ?? 0, lastSeen + 1);
  return windows.filter(
    (window) => window.index >= from && window.modelVersionId === championId && window.performance !== null,
  );
}

/** So many windows in a row must be as good as the alarm asked for until it is over by itself. */
const clearAfter = 3;

/**
 * The window with which an alarm is over: the last of the first so many in a row, after those that made it ring, in which the
 * metric has reached again what it had to. Null: it goes on.
 * @param windows of the version that it is of, with labels, oldest first.
 */
export function recoveredAt(
  alert: Alert,
  better: 'higher' | 'lower',
  windows: readonly WindowRecord[],
): number | null {
  const last = alert.evidence.at(-1)?.index ?? alert.windowIndex;
  let good = 0;
  for (const { index, performance, modelVersionId } of windows) {
    if (index <= last || modelVersionId !== alert.modelVersionId) continue;
    const value = performance?.[alert.metric]?.value ?? NaN;
    good = (better === 'higher' ? value >= alert.threshold : value <= alert.threshold) ? good + 1 : 0;
    if (good === clearAfter) return index;
  }
  return null;
}

/** The alert that the rule raises now, or null. */
export function alertOf(
  rule: AlarmRule,
  settings: AlarmSettings,
  champion: ModelVersion,
  better: 'higher' | 'lower',
  windows: readonly WindowRecord[],
  at: { readonly projectId: string; readonly now: number },
): Alert | null {
  const seen = windows.flatMap((window) => {
    const estimate = window.performance?.[champion.metric];
    return estimate ? [{ index: window.index, value: estimate.value, n: estimate.n }] : [];
  });
  const input = { level: champion.level.value, better, values: seen.map((item) => item.value) };
  const last = seen.at(-1);
  if (!last || !rule.fires(input, settings.params)) return null;
  const k = Number(settings.params['windows'] ?? 1);
  return {
    v: 1,
    id: `${at.projectId}/alert/${last.index}`,
    projectId: at.projectId,
    rule: rule.id,
    params: settings.params,
    windowIndex: last.index,
    modelVersionId: champion.id,
    metric: champion.metric,
    value: last.value,
    level: champion.level.value,
    threshold: rule.threshold(champion.level.value, better, settings.params),
    evidence: seen.slice(-k),
    raisedAt: at.now,
  };
}
