// Opens the rows behind an alert in the inspector.

import type { Episode } from '../../../core/alerting/episodes.ts';
import { AppError } from '../../../core/errors.ts';
import { spanRows } from '../../../core/table.ts';
import type { App } from '../../../state/app.svelte.ts';
import { alertsText } from '../../text/monitor-alerts.ts';

export function openRows(app: App, rows: Iterable<number>, about: string): void {
  app.inspector.open({ kind: 'answered-rows', rows: [...rows], title: alertsText.rowsTitle, about });
}

/** Those in which the feature to blame stands out; where none does, all rows of the windows that made it speak. */
export async function openAlertRows(app: App, { alert }: Episode): Promise<void> {
  if (app.blaming.of(alert.id).phase !== 'done') await app.blaming.explain(alert.id);
  const job = app.blaming.of(alert.id);
  if (job.phase === 'failed') throw job.error;
  const first = job.phase === 'done' ? job.result.blame.features[0] : undefined;
  if (first && first.share > 0 && first.odd.length > 0)
    return openRows(app, first.odd, alertsText.oddAbout(first.feature, first.odd.length));
  const indices = new Set(alert.evidence.map(({ index }) => index));
  const rows = app.store.windows.flatMap(({ index, span }) =>
    indices.has(index) ? [...spanRows(span)] : [],
  );
  if (rows.length === 0) throw new AppError('bad-input', alertsText.notThere);
  openRows(app, rows, alertsText.windowsAbout(rows.length));
}
