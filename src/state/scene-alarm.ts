// The lines of the scene's own alarm: it rings, and it ends by itself when the champion is as good again as it had to be, for an
// old fall must not keep a new one from being told.

import { metrics } from '../core/metrics/index.ts';
import type { Alert, ModelVersion, WindowRecord } from '../core/records.ts';
import { recoveredAt } from '../core/watch.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';
import { alarmReason, recoveredReason } from './reasons.ts';

/** The line that the open alarm is over; null: none is open, or it goes on. @param windows all, with the labels that are known. */
export function recoveredLine(
  store: ProjectStore,
  datasets: Datasets,
  windows: readonly WindowRecord[],
): LineDraft | null {
  const alert = store.contents.alerts.find(({ id }) => id === store.openAlertId);
  if (!alert) return null;
  const index = recoveredAt(alert, metrics.get(alert.metric).better, windows);
  if (index === null) return null;
  const { targetUnit } = datasets.current.scenario;
  return {
    kind: 'alert-cleared',
    alertId: alert.id,
    modelVersionId: alert.modelVersionId,
    reason: recoveredReason(alert, index, datasets.windowLabel(index), targetUnit),
  };
}

export function alarmLine(alert: Alert, champion: ModelVersion | null, datasets: Datasets): LineDraft {
  const { targetUnit } = datasets.current.scenario;
  const labelOf = (index: number): string => datasets.windowLabel(index);
  const reason = champion ? alarmReason(alert, champion, labelOf, targetUnit) : '';
  return { kind: 'alarm', alertId: alert.id, modelVersionId: alert.modelVersionId, reason };
}
