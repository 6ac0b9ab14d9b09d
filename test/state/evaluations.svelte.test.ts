// What versions are worth, asked of the real engine: at the end of a run, on demand, and before a promotion.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';
import { expectSound } from './registry-cases.ts';

/** At the alarm of the bikes, with a challenger that waits. */
async function withChallenger(): Promise<Made> {
  const made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await app.stream.pause();
  await app.stream.jump(app.stream.total);
  await until(() => !app.stream.playing && app.store.openAlertId !== null, 'the alarm');
  await app.training.retrain();
  return made;
}

const ids = (app: App) => app.store.versions.map(({ id }) => id) as [string, string];

describe('evaluations', () => {
  let made: Made;
  let app: App;
  beforeAll(async () => {
    made = await withChallenger();
    ({ app } = made);
  }, 60_000);
  afterAll(() => made.close());

  it('are made of every run that ends, and are what its version is judged by', () => {
    const [first, second] = ids(app);
    const [alone, against] = app.evaluations.list;
    expect(app.evaluations.list).toHaveLength(2);
    expect(alone).toMatchObject({
      id: `${first}/evaluation/1`,
      baselineId: null,
      comparison: null,
      on: { part: 'validation', digest: app.datasets.current.digest },
      gate: { rubberStamp: true },
    });
    const run = app.store.run(app.store.version(second).runId);
    expect(against).toMatchObject({
      id: `${second}/evaluation/1`,
      modelVersionId: second,
      baselineId: first,
      on: { part: 'holdout', span: run.holdout, rows: null },
      gate: { rubberStamp: false, verdict: 'passed' },
    });
    const { level, comparison, metric } = app.store.version(second);
    const whole = against!.slices[0]!;
    expect(level.value).toBe(whole.candidate[metric]!.value);
    expect(comparison).toMatchObject({
      challengerValue: whole.candidate[metric]!.value,
      championValue: whole.baseline![metric]!.value,
      difference: { low: whole.difference![metric]!.low, high: whole.difference![metric]!.high },
    });
    expect(app.store.ledger.filter(({ kind }) => kind === 'evaluated')).toMatchObject([
      { modelVersionId: first, evaluationId: alone!.id },
      {
        modelVersionId: second,
        evaluationId: against!.id,
        reason: expect.stringContaining('Passed its gate.'),
      },
    ]);
  });

  it('say of a version what goes in and out, as its training rows had it', () => {
    for (const version of app.store.versions) {
      const { signature, dataDigest, recipe, trainedOn } = version;
      expect(dataDigest).toBe(app.datasets.current.digest);
      expect(signature!.inputs.map(({ name }) => name)).toEqual(recipe.features);
      expect(signature!.output.classes).toEqual(version.classes);
      const hour = app.datasets.current.table.columns.find(({ name }) => name === 'hr');
      if (hour?.kind === 'integer') {
        const seen = hour.values.subarray(trainedOn.span.from, trainedOn.span.to);
        expect(seen).toContain(Number(signature!.example['hr']));
      }
    }
  });

  it('show the waiting challenger first, and what was chosen afterwards', () => {
    const [first, second] = ids(app);
    expect(app.evaluations.subject).toEqual({ candidateId: second, baselineId: first });
    expect(app.evaluations.current?.id).toBe(`${second}/evaluation/1`);
    app.evaluations.choose(first, null);
    expect(app.evaluations.current?.id).toBe(`${first}/evaluation/1`);
    app.evaluations.choose(first, second);
    expect(app.evaluations.current).toBeNull();
    app.evaluations.choose(second, first);
  });

  it('give their rows, both versions’ answers for them, and the rows of each slice', async () => {
    const evaluation = app.evaluations.current!;
    const rows = app.evaluations.rowsOf(evaluation);
    expect(rows.length).toBe(evaluation.on.n);
    const scored = await app.evaluations.scored(evaluation);
    expect(scored.candidate).toHaveLength(rows.length);
    expect(scored.baseline).toHaveLength(rows.length);
    expect(await app.evaluations.scored(evaluation)).toBe(scored);
    for (const { key, rows: size } of evaluation.slices) {
      const inside = await app.evaluations.sliceRows(evaluation, key);
      expect(inside.length).toBe(size);
      expect(inside.every((row) => rows.includes(row))).toBe(true);
    }
    await expect(app.evaluations.sliceRows(evaluation, [['hr', 'never']])).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  it('take one look at a time, show how far it is, and leave no trace when cancelled', async () => {
    const [first, second] = ids(app);
    const before = app.store.contents;
    const asked = app.evaluations.evaluate(second, first);
    await expect(app.evaluations.evaluate(second, first)).rejects.toMatchObject({ code: 'bad-input' });
    expect(app.evaluations.job.phase).toBe('running');
    if (app.evaluations.job.phase === 'running') app.evaluations.job.cancel();
    await expect(asked).rejects.toMatchObject({ code: 'aborted' });
    expect(app.evaluations.job.phase).toBe('idle');
    expect(app.store.contents).toBe(before);
  });

  it('are stale when something else is asked, and a promotion asks anew first', async () => {
    const [first, second] = ids(app);
    const old = app.evaluations.of(second)!;
    expect(app.evaluations.staleReason(old)).toBeNull();
    const { settings } = app.evaluations;
    // More than any model reaches: the gate must fail, and a person may promote all the same.
    const gate = {
      ...settings.gate,
      thresholds: [{ figure: 'accuracy', slices: null, value: { lower: 1.5 } }],
    };
    await app.evaluations.change({ ...settings, gate });
    expect(app.evaluations.isStale(old)).toBe(true);
    expect(app.evaluations.list).toHaveLength(2);
    const against = await app.models.promote('because I say so');
    const found = app.evaluations.of(second)!;
    expect(against).toEqual(found);
    expect(app.models.champion?.id).toBe(first);
    expect(await app.models.promote('because I say so')).toBeNull();
    expect(found).toMatchObject({
      id: `${second}/evaluation/2`,
      baselineId: first,
      gate: { verdict: 'failed' },
    });
    expect(app.store.ledger.slice(-2)).toMatchObject([
      { kind: 'evaluated', evaluationId: found.id },
      {
        kind: 'promoted',
        evaluationId: found.id,
        reason: expect.stringMatching(/^because I say so\. Failed its gate\./),
      },
    ]);
    expect(app.models.champion?.id).toBe(second);
    expectSound(app.store.contents);
  });

  it('hold for the champion that they were made against, and no longer for another', async () => {
    const [first, second] = ids(app);
    const found = app.evaluations.of(second)!;
    expect(app.evaluations.isStale(found)).toBe(false);
    await app.models.rollBack('test');
    expect(app.models.champion?.id).toBe(first);
    expect(app.evaluations.isStale(found)).toBe(false);
    // Made alone, before there was anyone to be compared with.
    const alone = app.evaluations.of(first)!;
    await app.models.deploy(second, 'again');
    expect(app.evaluations.list.filter(({ modelVersionId }) => modelVersionId === second)).toHaveLength(2);
    expect(app.evaluations.staleReason(alone)).not.toBeNull();
  });
});

describe('a project from before there were evaluations', () => {
  it(
    'opens, and has its challenger evaluated with one press before it is promoted',
    { timeout: 60_000 },
    async () => {
      const name = `old-${crypto.randomUUID()}`;
      const made = await withChallenger();
      const { contents } = made.app.store;
      const weights = await Promise.all(
        contents.versions.map(async ({ weightsDigest: digest }) => ({
          digest,
          bytes: (await made.app.opening.storage.weights(digest)).slice().buffer,
        })),
      );
      made.close();
      const again = await makeApp({ name, witness: null });
      const { app } = again;
      try {
        const { evaluations: _, damaged: _d, versionNotes: _n, ...old } = contents;
        await app.opening.storage.commit({
          ...old,
          versions: old.versions.map((version) => ({ ...version, signature: null, dataDigest: null })),
          ledger: old.ledger
            .filter(({ kind }) => kind !== 'evaluated')
            .map(({ evaluationId: _e, ...line }, i) => ({ ...line, seq: i + 1 })),
          weights,
        });
        await app.start();
        const [first, second] = ids(app);
        expect(app.evaluations.list).toEqual([]);
        expect(app.models.challenger?.id).toBe(second);
        app.markCompared();
        expect(app.next).toMatchObject({ id: 'ask-again', label: 'Evaluate v2 first' });
        expect(app.evaluations.subject).toEqual({ candidateId: second, baselineId: first });
        expect(app.evaluations.current).toBeNull();
        await app.doNext();
        const found = app.evaluations.of(second)!;
        expect(app.evaluations.current?.id).toBe(found.id);
        expect(app.next.id).toBe('promote');
        expect(found).toMatchObject({
          baselineId: first,
          on: { part: 'stream' },
          gate: { verdict: 'passed' },
        });
        // The first model alone, on rows that the stream has brought since.
        expect(await app.evaluations.evaluate(first, null)).toMatchObject({
          baselineId: null,
          on: { part: 'stream' },
        });
        expect(app.store.ledger.at(-1)).toMatchObject({ kind: 'evaluated', modelVersionId: first });
      } finally {
        again.close();
        indexedDB.deleteDatabase(name);
      }
    },
  );
});
