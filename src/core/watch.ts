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
