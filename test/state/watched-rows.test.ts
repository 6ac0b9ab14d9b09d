// Which rows a version's windows are compared with, whatever of its history is left.

import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../src/core/evaluation.ts';
import type { ModelVersion, Run } from '../../src/core/records.ts';
import { comparedRows, type WatchedRowsParts } from '../../src/state/watched-rows.ts';
import { evaluation } from '../storage/evaluation-records.ts';
import { modelVersion, run as runRecord } from '../storage/records.ts';

const version: ModelVersion = {
  ...modelVersion('p/v1'),
  runId: 'p/run/1',
  trainedOn: { span: { from: 0, to: 100 }, rows: 80 },
};
const run: Run = { ...runRecord('p/run/1'), datasetDigest: 'edited', holdout: { from: 100, to: 100 } };
const train = Int32Array.from([0, 2, 4]);
const validation = Int32Array.from([1, 3]);

const parts = (
  rows: { train: Int32Array; validation: Int32Array } | null,
  rest: { runs?: Run[]; evaluations?: Evaluation[]; test?: Int32Array } = {},
) =>
  ({
    store: { runs: rest.runs ?? [run], evaluations: rest.evaluations ?? [] },
    datasets: { current: { digest: 'stream' } },
    evaluator: { testRows: () => rest.test ?? null },
    rowsOfRun: () => (rows ? Promise.resolve(rows) : Promise.reject(new Error('gone'))),
  }) satisfies WatchedRowsParts;
const none = new Int32Array(0);

describe('the reference', () => {
  it('is what the version really learnt from, of the table that it learnt from', async () => {
    const found = await comparedRows(version, { of: 'training' }, parts({ train, validation }));
    expect(found).toEqual({
      reference: { digest: 'edited', rows: train },
      unseen: { digest: 'edited', rows: validation },
      unseenLearnt: false,
    });
  });

  it('is the stretch that the record names where no more is known', async () => {
    const stretch = { digest: 'stream', rows: { from: 0, to: 100 } };
    for (const known of [parts(null), parts({ train, validation }, { runs: [] })])
      expect(await comparedRows(version, { of: 'training' }, known)).toEqual({
        reference: stretch,
        unseen: stretch,
        unseenLearnt: true,
      });
  });

  it('is its validation rows, or a period of one’s own, where that is asked', async () => {
    const known = parts({ train, validation });
    const judged = await comparedRows(version, { of: 'validation' }, known);
    expect(judged.reference).toEqual({ digest: 'edited', rows: validation });
    expect(judged.reference).toBe(judged.unseen);
    const span = { from: 50, to: 90 };
    const own = await comparedRows(version, { of: 'rows', span }, known);
    expect(own.reference).toEqual({ digest: 'stream', rows: span });
    expect(own.unseen.rows).toBe(validation);
  });
});

describe('rows that it did not learn from', () => {
  const unseen = async (known: WatchedRowsParts) => {
    const found = await comparedRows(version, { of: 'training' }, known);
    return { ...found.unseen, learnt: found.unseenLearnt };
  };
  const held = { ...run, holdout: { from: 100, to: 140 } };
  const on = { digest: 'stream', part: 'stream', span: { from: 150, to: 170 }, rows: null, n: 20 } as const;
  const judged = { ...evaluation(), modelVersionId: version.id, on };

  it('are those kept for the comparison, test rows, or rows that it was judged on', async () => {
    const rows = { train, validation: none };
    const test = Int32Array.from([7, 8]);
    expect(await unseen(parts(rows, { runs: [held], test }))).toEqual({
      digest: 'stream',
      rows: { from: 100, to: 140 },
      learnt: false,
    });
    expect(await unseen(parts(rows, { test, evaluations: [judged] }))).toEqual({
      digest: 'stream',
      rows: test,
      learnt: false,
    });
    expect(await unseen(parts(rows, { evaluations: [judged] }))).toEqual({
      digest: 'stream',
      rows: { from: 150, to: 170 },
      learnt: false,
    });
  });

  it('are not there: then it is said that it learnt from them', async () => {
    expect(await unseen(parts({ train, validation: none }))).toEqual({
      digest: 'edited',
      rows: train,
      learnt: true,
    });
  });
});
