// The registry under any sequence of verbs: exactly one champion, a ledger that agrees, aliases by MLflow's rules.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aliasesAt, championAt } from '../../src/core/ledger.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, type Made } from './make-app.ts';
import { expectSound, Faults } from './registry-cases.ts';

describe('the registry', () => {
  const faults = new Faults();
  let made: Made;
  let app: App;
  beforeAll(async () => {
    made = await makeApp({ indexedDB: null, witness: null, guard: faults.guard });
    ({ app } = made);
    await app.start();
    await app.stream.pause();
    await app.projects.change({ pauseAtAlarm: false }, null);
    await app.stream.jump(4);
    // Few figures and no intervals: here it is not the numbers that count.
    const { settings } = app.evaluations;
    await app.evaluations.change({
      ...settings,
      figures: ['accuracy'],
      slices: [{ by: 'overall' }],
      interval: { ...settings.interval, method: 'none' },
      tests: [],
    });
  }, 60_000);
  afterAll(() => made.close());

  const stored = () => app.opening.storage.load(app.store.project.id);

  /** One more version, as a training would leave it: the network of the first. */
  async function registered(): Promise<void> {
    await app.store.inTurn(async () => {
      const number = app.store.versions.length + 1;
      const [first] = app.store.versions;
      const id = `${app.store.project.id}/v${number}`;
      await app.store.commit({
        versions: [{ ...first!, id, number }],
        ledger: app.store.lines({ kind: 'trained', modelVersionId: id, reason: 'test' }),
      });
    });
  }

  type Verb = (pick: number) => Promise<unknown>;
  const names = ['best', 'night', 'v1', 'latest', 'champion', 'a b'];
  const version = (pick: number) => app.store.versions[pick % app.store.versions.length]!.id;
  const verbs: readonly Verb[] = [
    registered,
    () => app.models.promote('test'),
    () => app.models.keep('test'),
    () => app.models.rollBack('test'),
    (pick) => app.models.deploy(version(pick), 'test'),
    (pick) => app.models.setAlias(names[pick % names.length]!, version(pick)),
    (pick) => app.models.removeAlias(names[pick % names.length]!),
    (pick) =>
      app.models.setNote({
        v: 1,
        modelVersionId: version(pick),
        projectId: app.store.project.id,
        notes: `note ${pick}`,
        tags: {},
      }),
    (pick) => app.trials.start(version(pick), app.trials.usual('canary')),
    () => app.trials.end('rolled-back', 'test'),
    () => app.trials.promote('test'),
  ];

  it(
    'has exactly one champion after any sequence of verbs, broken off or not',
    { timeout: 120_000 },
    async () => {
      const step = fc.record({
        verb: fc.nat({ max: verbs.length - 1 }),
        pick: fc.nat({ max: 11 }),
        dies: fc.option(fc.nat({ max: 4 }), { freq: 3 }),
        together: fc.option(fc.nat({ max: verbs.length - 1 }), { freq: 4 }),
      });
      let done = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
          for (const { verb, pick, dies, together } of steps) {
            const before = app.store.ledger;
            if (dies !== null) faults.arm(dies);
            // Pressed at the same time as another: they take their turns.
            const pressed = [verbs[verb]!(pick), ...(together === null ? [] : [verbs[together]!(pick + 1)])];
            const outcomes = await Promise.allSettled(pressed);
            faults.disarm();
            for (const outcome of outcomes)
              if (outcome.status === 'rejected')
                expect(outcome.reason).toMatchObject({
                  code: expect.stringMatching(/^(bad-input|storage)$/),
                });
              else done += 1;
            const now = await stored();
            expectSound(now);
            expect(now.ledger).toEqual(app.store.ledger);
            expect(now.ledger.slice(0, before.length)).toEqual(before);
            expect(app.models.champion?.id).toBe(championAt(now.ledger));
            expect(app.models.aliases).toEqual(aliasesAt(now.ledger));
          }
        }),
        { numRuns: 12 },
      );
      expect(done).toBeGreaterThan(30);
    },
  );

  it('moves an own alias as MLflow would, and leaves the reserved ones alone', async () => {
    const [first] = app.store.versions;
    for (const name of ['latest', 'v1', 'champion', 'challenger', '', 'a b'])
      await expect(app.models.setAlias(name, first!.id)).rejects.toMatchObject({ code: 'bad-input' });
    await app.models.setAlias('stable', first!.id);
    const lines = app.store.ledger.length;
    // Set to what it is: nothing happens, and nothing is written down.
    await app.models.setAlias('stable', first!.id);
    await app.models.removeAlias('never-set');
    expect(app.store.ledger.length).toBe(lines);
    expect(app.models.aliases.get('stable')).toBe(first!.id);
    await app.models.removeAlias('stable');
    expect(app.models.aliases.has('stable')).toBe(false);
    expect(app.store.ledger.slice(-2)).toMatchObject([
      { kind: 'aliased', alias: 'stable', modelVersionId: first!.id },
      { kind: 'unaliased', alias: 'stable', modelVersionId: null, previousId: first!.id },
    ]);
  });

  it('keeps what a person says of a version, and nothing about one that is not there', async () => {
    const [first] = app.store.versions;
    const note = {
      v: 1,
      modelVersionId: first!.id,
      projectId: app.store.project.id,
      notes: 'Good at night.',
      tags: { team: 'bikes' },
    } as const;
    await app.models.setNote(note);
    expect(app.models.noteOf(first!.id)).toEqual(note);
    await expect(app.models.setNote({ ...note, modelVersionId: 'nobody' })).rejects.toMatchObject({
      code: 'corrupt',
    });
  });

  it('marks a version stale when the plan of preparation changes, and it goes on answering', async () => {
    const champion = app.models.champion!;
    expect(app.models.stalenessOf(champion)).toBeNull();
    const { recipe } = app.store.runs[0]!;
    await app.projects.change({ recipe: { ...recipe!, inputs: recipe!.inputs.slice(1) } }, 'test');
    expect(app.models.stalenessOf(champion)).toContain('plan of preparation');
    const { position } = app.stream;
    await app.stream.step();
    expect(app.stream.position).toBe(position + 1);
    expect(app.store.windows.at(-1)!.modelVersionId).toBe(champion.id);
  });
});
