// A whole scene under its monitors and the usual rules, with one small model that nobody retrains.

import { thresholdOf } from '../../../src/core/answering.ts';
import { AlertWatch, type Raised } from '../../../src/core/alerting/alert-watch.ts';
import type { AlertRule } from '../../../src/core/alerting/rule.ts';
import { usualRules } from '../../../src/core/alerting/usual-rules.ts';
import { arrangeTable } from '../../../src/core/arrange.ts';
import type { Scenario } from '../../../src/core/define.ts';
import type { Injection } from '../../../src/core/injection.ts';
import { injected } from '../../../src/core/injecting/injected.ts';
import { knowledgeOf } from '../../../src/core/injecting/knowledge.ts';
import { splitValidation } from '../../../src/core/mixing.ts';
import { FigureTable } from '../../../src/core/monitoring/figure-table.ts';
import { WatchSession } from '../../../src/core/monitoring/session.ts';
import type { Monitor } from '../../../src/core/monitoring/monitor.ts';
import { usualPlan } from '../../../src/core/monitoring/usual-plan.ts';
import type { MonitorFault } from '../../../src/core/monitoring/watched.ts';
import { monitors } from '../../../src/core/monitors/index.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { spanRows, type Table } from '../../../src/core/table.ts';
import { classesOf, truthOf } from '../../../src/core/target.ts';
import { windowCount, windowSpan } from '../../../src/core/windows.ts';
import { smallModel } from '../quiet/small-model.ts';
import { rawTable } from './simulate.ts';

export interface SceneStart {
  readonly scene: Scenario;
  readonly table: Table;
  readonly model: ModelPackage;
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

export async function startOf(scene: Scenario): Promise<SceneStart> {
  const table = arrangeTable(await rawTable(scene, scene.seed), scene, scene.seed);
  const classes = classesOf(table, scene.target, scene.task);
  const truth = truthOf(table, scene.target, scene.task, classes);
  const known = spanRows({ from: 0, to: scene.trainRows }).filter((row) => !Number.isNaN(truth[row]!));
  const { train, validation } = splitValidation(known, scene.training.validationShare, scene.seed);
  return { scene, table, model: smallModel(scene, table, truth, train), train, validation };
}

export interface WatchedStory {
  readonly figures: FigureTable;
  readonly windows: number;
  readonly episodes: readonly Raised[];
  readonly faults: readonly MonitorFault[];
}

/** @param script of changes to the world. @param most windows that pass. */
export function watchScene(
  { scene, table: source, model, train, validation }: SceneStart,
  script: readonly Injection[] = [],
  most = Infinity,
  rules: readonly AlertRule[] = usualRules,
  of: readonly Monitor[] = monitors.all,
): WatchedStory {
  const { task, target, trainRows, windowRows } = scene;
  const classes = classesOf(source, target, task);
  const table = injected(source, script, knowledgeOf(scene, classes), scene.seed);
  const truth = truthOf(table, target, task, classes);
  const session = new WatchSession(
    {
      plan: usualPlan(task, []),
      initialRows: trainRows,
      windowRows,
      timeColumn: null,
      metrics: [scene.metric],
      seed: scene.seed,
    },
    'table',
    () => ({ table, task, classes, target, truth, outputs: task === 'multiclass' ? classes.length : 1 }),
    of,
  );
  session.know({
    id: 'v1',
    model,
    reference: { digest: 'table', rows: train },
    unseen: { digest: 'table', rows: validation },
    unseenLearnt: false,
  });
  const figures = new FigureTable();
  const windows = Math.min(most, windowCount(table.rows, trainRows, windowRows));
  for (let index = 0; index < windows; index++) {
    const span = windowSpan(index, trainRows, windowRows);
    const found = session.pass({
      index,
      span,
      modelVersionId: 'v1',
      ...scoreRows(model, table, spanRows(span)),
      thresholds: thresholdOf(model),
      latencies: [],
      labelled: true,
    });
    for (const one of found) figures.add(one);
  }
  const episodes = new AlertWatch(figures, { rules, levelOf: () => NaN }).replay();
  return { figures, windows, episodes, faults: session.takeFaults() };
}
