// What is kept of a run that broke off.

import { engineIdOf } from '../core/engine-records.ts';
import type { AppError } from '../core/errors.ts';
import type { Run } from '../core/records.ts';
import type { KeptCheckpoint } from '../core/run-records.ts';
import type { Engine } from '../engine/engine.ts';
import type { GoodMoment, TrainResponse } from '../engine/protocol.ts';
import { measuredRun, type Measuring } from './measured-run.ts';
import type { ProjectStore } from './project-store.svelte.ts';

/** Name of the parameters that are kept of a run whose numbers ran away. */
export const lastGood = 'last-good';

export interface BrokenOff extends Measuring {
  readonly error: AppError;
  /** Of a training that its guard ended; null where it broke off otherwise. */
  readonly response: TrainResponse | null;
  readonly kept: readonly KeptCheckpoint[];
}

/**
 * Writes down a run that broke off. No version comes of it, for its parameters are no good or there are none. What it measured is
 * kept, and with it the last good parameters, to go on from with other settings.
 * @returns the ended run.
 */
export async function keepBroken(end: BrokenOff, store: ProjectStore, engine: Engine): Promise<Run> {
  const { run, log, kept, error, response } = end;
  const failed: Run = {
    ...measuredRun(end, engine, store.now()),
    status: 'failed',
    engine: response?.engine ?? run.engine,
    error: error.toData(),
  };
  const goods =
    response?.goodAt && !kept.some(({ name }) => name === lastGood)
      ? [goodOf(run, response, response.goodAt, store.now())]
      : [];
  await store.inTurn(() =>
    store.commit({
      runs: [failed],
      logs: [log],
      kept: [...kept, ...goods],
      dropCheckpoint: run.id,
      ledger: store.lines({ kind: 'training-failed', runId: run.id, reason: error.message }),
    }),
  );
  return failed;
}

function goodOf(
  run: Run,
  { model, engine }: TrainResponse,
  good: GoodMoment,
  keptAt: number,
): KeptCheckpoint {
  const { epoch, step, optimizer, optimizerFrom, stepsPerEpoch, learningRate } = good;
  return {
    v: 1,
    runId: run.id,
    projectId: run.projectId,
    name: lastGood,
    epoch,
    step,
    weights: model.weights,
    optimizer,
    optimizerFrom,
    stepsPerEpoch,
    // With other settings callbacks begin afresh: what they remember led to where the numbers ran away.
    callbacks: [],
    learningRate,
    engine: engineIdOf(engine),
    keptAt,
  };
}
