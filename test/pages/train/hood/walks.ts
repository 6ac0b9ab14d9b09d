// Walks through a step for tests of the views, made by the engine's own job.

import type { Task } from '../../../../src/core/define.ts';
import type { Walkthrough } from '../../../../src/core/walkthrough.ts';
import { walk } from '../../../../src/engine/jobs/walk.ts';
import type { TrainRequest } from '../../../../src/engine/protocol.ts';
import { Tables } from '../../../../src/engine/tables.ts';
import { contextOf, loadRequest, trainRequest } from '../../../engine/fixtures.ts';

export function walkOf(
  task: Task,
  training: Partial<TrainRequest['training']> = {},
  params: TrainRequest['model']['params'] = { layers: 1, units: 12, activation: 'relu' },
): Promise<Walkthrough> {
  const tables = new Tables();
  tables.load(loadRequest(task));
  const base = trainRequest(task);
  const request = trainRequest(task, {
    training: { ...base.training, ...training },
    model: { kind: 'mlp', params },
  });
  return walk(
    { digest: request.digest, training: request, from: null, ahead: 2 },
    contextOf<'walk'>(tables).context,
  );
}
