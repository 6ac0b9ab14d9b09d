// The sentence that the search for a cause came to, and when that is looked for.

import type { App } from '../../../state/app.svelte.ts';
import type { BlameJob } from '../../../state/blaming.svelte.ts';

export const whyOf = (job: BlameJob): string | null => (job.phase === 'done' ? job.result.words : null);

/**
 * Looks for the cause of an alert that is shown, unless that was done. After a reload the figures are worked out again first: they
 * tell since when something is as it is.
 */
export function explainShown(app: App, alertId: string): void {
  const { phase } = app.monitoring.job;
  if (phase === 'running' || app.blaming.of(alertId).phase !== 'idle') return;
  app.run(() => app.blaming.explain(alertId));
}
