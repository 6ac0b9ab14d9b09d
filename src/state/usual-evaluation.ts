// What is asked of a version where nobody has said anything else.

import type { Scenario } from '../core/define.ts';
import { defaultEvaluation } from '../core/evaluation-defaults.ts';
import type { EvaluationSettings } from '../core/evaluation.ts';
import type { Table } from '../core/table.ts';

/** By the task, the columns, and the number of rows that a retraining keeps to compare on. */
export function usualEvaluation(scenario: Scenario, { columns }: Table): EvaluationSettings {
  return defaultEvaluation(scenario, columns, scenario.retrain.holdoutWindows * scenario.windowRows);
}
