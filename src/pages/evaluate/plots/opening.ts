// Opens the rows behind what was clicked in a plot.

import type { Evaluation } from '../../../core/evaluation.ts';
import type { PictureTarget } from '../../../core/pictures/places.ts';
import type { App } from '../../../state/app.svelte.ts';
import { plotsText } from '../../text/evaluate-plots.ts';
import { rowsBehind, type Role, type Shown } from './plots-view.ts';

export function openRows(
  app: App,
  evaluation: Evaluation,
  shown: Shown,
  role: Role,
  target: PictureTarget,
  title: string,
): void {
  const rows = rowsBehind(shown, role, target);
  app.inspector.open({
    kind: 'evaluated-rows',
    evaluationId: evaluation.id,
    rows,
    title,
    about: plotsText.about(rows.length),
  });
}
