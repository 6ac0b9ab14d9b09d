// What a project asks of a new version when nobody has said anything else.

import type { Scenario } from './define.ts';
import type { EvaluationSettings } from './evaluation.ts';
import { metrics } from './metrics/index.ts';
import type { ColumnKind } from './table.ts';

export function defaultEvaluation(
  { metric }: Pick<Scenario, 'task' | 'metric' | 'features'>,
  _columns: readonly { readonly name: string; readonly kind: ColumnKind }[],
): EvaluationSettings {
  return {
    figures: [metric],
    slices: [{ by: 'overall' }],
    minSliceSize: 1,
    interval: { method: 'percentile-bootstrap', resamples: 200, confidence: 0.95, seed: 1 },
    threshold: 0.5,
    cost: null,
    gate: {
      semantics: 'tfma',
      thresholds: [
        {
          figure: metric,
          slices: [{ by: 'overall' }],
          change: { direction: metrics.get(metric).better, absolute: 0 },
        },
      ],
      evidence: true,
    },
    tests: [],
  };
}
