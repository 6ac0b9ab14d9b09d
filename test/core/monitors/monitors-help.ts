// Windows for the tests of single monitors, cut from a table without a session.

import type { MonitorKnowledge, WindowMonitor, WindowView } from '../../../src/core/monitoring/monitor.ts';
import type { Figure, FigureKey } from '../../../src/core/monitoring/figure.ts';
import { referenceView, windowView } from '../../../src/core/monitoring/view.ts';
import type { WatchedTable } from '../../../src/core/monitoring/session.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { smallFeatures, smallModel } from '../monitoring/small.ts';

export function knowledge(watched: WatchedTable, changes: Partial<MonitorKnowledge> = {}): MonitorKnowledge {
  const { table, truth, task, classes, target } = watched;
  const model = smallModel(watched, 1);
  const answers = (rows: Int32Array) => scoreRows(model, table, rows).scores;
  const reference = referenceView({ from: 0, to: 1000 }, table, truth, 1, 0.5, answers);
  return {
    plan: {
      v: 1,
      window: { by: 'rows', rows: null, step: null },
      reference: { of: 'training' },
      measures: [],
      detectors: [],
      slices: [],
    },
    task,
    classes,
    features: smallFeatures,
    target: target.column,
    metrics: ['accuracy'],
    model,
    reference,
    unseen: reference,
    windowRows: 200,
    seed: 1,
    ...changes,
  };
}

export function view(
  { table, truth }: WatchedTable,
  from: number,
  to: number,
  latencies: WindowView['latencies'] = [{ rows: to - from, ms: 1 }],
): ReturnType<typeof windowView> {
  const span = { from, to };
  const window = {
    index: 0,
    span,
    modelVersionId: 'v1',
    scores: new Float32Array(to - from).fill(0.5),
    outputs: 1,
    thresholds: 0.5,
    latencies,
    labelled: true,
  };
  return windowView(span, [window], table, truth);
}

export function figuresOf(
  look: WindowMonitor | null,
  window: WindowView,
  labelled = false,
): Map<FigureKey, Figure> {
  const found = new Map<FigureKey, Figure>();
  look?.(window, (key, figure) => void found.set(key, figure), labelled);
  return found;
}
