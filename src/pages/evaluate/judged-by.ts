// What a version is judged by first.

import type { Evaluation } from '../../core/evaluation.ts';
import type { App } from '../../state/app.svelte.ts';

/** Id of the metric. Where the record of the version is damaged, that of the scene stands in. */
export const judgedBy = (app: App, { modelVersionId }: Evaluation): string =>
  app.store.findVersion(modelVersionId)?.metric ?? app.datasets.current.scenario.metric;
