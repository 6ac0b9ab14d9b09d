// Whether a scene can be played at all: everything it names exists and its numbers fit together.

import { alarmRules } from '../../../src/core/alerts/index.ts';
import { arrangeTable } from '../../../src/core/arrange.ts';
import { datasets } from '../../../src/core/datasets/index.ts';
import type { Scenario } from '../../../src/core/define.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { modelKinds } from '../../../src/core/models/index.ts';
import { problems } from '../../../src/core/params.ts';
import { windowCount } from '../../../src/core/windows.ts';
import { rawTable } from './simulate.ts';

/** What is wrong, in words; nothing when all is well. */
export async function fits(scenario: Scenario): Promise<string[]> {
  const found: string[] = [];
  const need = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };
  const dataset = datasets.get(scenario.dataset);
  const columns = new Map(dataset.columns.map((column) => [column.name, column]));
  for (const feature of scenario.features)
    need(columns.get(feature)?.role === 'feature', `${feature} is not a feature of ${dataset.id}`);
  need(columns.has(scenario.target.column), `there is no column ${scenario.target.column}`);
  need(!scenario.features.includes(scenario.target.column), 'the target is a feature');
  const kind = modelKinds.get(scenario.model.kind);
  const rule = alarmRules.get(scenario.alarm.rule);
  need(kind.tasks.includes(scenario.task), 'the model is for another task');
  need(metrics.get(scenario.metric).tasks.includes(scenario.task), 'the metric is for another task');
  found.push(...Object.values(problems(kind.params, scenario.model.params)));
  found.push(...Object.values(problems(rule.params, scenario.alarm.params)));

  const table = arrangeTable(await rawTable(scenario, scenario.seed), scenario, scenario.seed);
  need(windowCount(table.rows, scenario.trainRows, scenario.windowRows) >= 12, 'fewer than 12 windows');
  need(scenario.retrain.holdoutWindows >= 1, 'nothing is held out');
  need((scenario.targetUnit !== undefined) === (scenario.task === 'regression'), 'unit of the target');
  return found;
}
