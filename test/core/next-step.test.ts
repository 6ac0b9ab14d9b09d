import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep, type Situation } from '../../src/core/next-step.ts';

const calm: Situation = {
  champion: 1,
  damaged: false,
  firstFailed: false,
  training: false,
  challenger: null,
  trial: null,
  alarm: false,
  playing: true,
  ended: false,
  versions: 1,
  windowsOfChampion: 0,
  withoutYouShown: false,
};

const passed = {
  number: 2,
  asks: null,
  verdict: 'passed',
  failedTest: null,
  moreLabels: null,
  newLabels: 0,
  labelsAhead: 1000,
  seen: true,
} as const;

describe('nextStep', () => {
  it('leads through the loop in order', () => {
    const walk: [Partial<Situation>, string][] = [
      [{ champion: null }, 'wait-first'],
      [{ champion: null, firstFailed: true }, 'train-first'],
      [{ champion: null, damaged: true }, 'repair'],
      [{ alarm: true, ended: true }, 'another'],
      [{}, 'watch'],
      [{ playing: false }, 'play'],
      [{ alarm: true, playing: false }, 'retrain'],
      [{ alarm: true, training: true }, 'wait-training'],
      [{ alarm: true, challenger: { ...passed, seen: false } }, 'compare'],
      [{ alarm: true, challenger: passed }, 'promote'],
      [{ versions: 2, windowsOfChampion: 1 }, 'watch'],
      [{ versions: 2, windowsOfChampion: 6 }, 'without-you'],
      [{ versions: 2, windowsOfChampion: 6, withoutYouShown: true }, 'watch'],
      [{ ended: true, playing: false }, 'another'],
    ];
    for (const [change, id] of walk) expect(nextStep({ ...calm, ...change }).id).toBe(id);
  });

  it('watches a trial while it runs, whatever waits or rings, and asks for its end when no row comes', () => {
    const trial = { number: 2, state: 'v2 answers 10 of 100 rows; 230 labelled rows so far.' };
    const running = { ...calm, trial, challenger: passed, alarm: true };
    const watched = { id: 'watch-trial', room: 'deploy', why: trial.state, pressable: true };
    expect(nextStep(running)).toMatchObject({ ...watched, label: 'Watch the trial of v2' });
    expect(nextStep({ ...running, playing: false }).label).toBe('Play, and watch the trial of v2');
    expect(nextStep({ ...running, playing: false, ended: true })).toMatchObject({
      ...watched,
      label: 'End the trial of v2',
    });
    expect(nextStep({ ...running, training: true }).id).toBe('wait-training');
  });

  it('never recommends a promotion without evidence', () => {
    for (const verdict of ['failed', 'not-enough-evidence', null] as const)
      expect(nextStep({ ...calm, challenger: { ...passed, verdict } }).id).toBe('keep');
  });

  it('has a challenger evaluated before anything is said of it, looked at or not', () => {
    for (const seen of [true, false])
      expect(
        nextStep({ ...calm, challenger: { ...passed, seen, asks: 'v2 has not been evaluated yet.' } }),
      ).toMatchObject({
        id: 'ask-again',
        room: 'evaluate',
        label: 'Evaluate v2 first',
        why: 'v2 has not been evaluated yet.',
        pressable: true,
      });
  });

  it('never recommends one against a test that was failed, and says which', () => {
    const step = nextStep({ ...calm, challenger: { ...passed, failedTest: 'It is too slow.' } });
    expect(step).toMatchObject({ id: 'keep', why: expect.stringContaining('It is too slow.') });
  });

  it('says how many labels are missing, and asks again when they have come', () => {
    const unclear = { ...passed, verdict: 'not-enough-evidence', moreLabels: 120 } as const;
    const waiting = nextStep({ ...calm, challenger: { ...unclear, newLabels: 119 } });
    expect(waiting).toMatchObject({ id: 'keep', why: expect.stringContaining('About 120 more labels') });
    const never = nextStep({ ...calm, challenger: { ...unclear, labelsAhead: 104 } });
    expect(never.why).toContain('more than this stream has left (104)');
    expect(never.why).not.toContain('wait');
    expect(nextStep({ ...calm, challenger: { ...unclear, newLabels: 120 } })).toMatchObject({
      id: 'ask-again',
      room: 'evaluate',
      label: 'Evaluate v2 again',
      pressable: true,
    });
  });

  it('always has an answer with words, and a pressable one whenever the person must act', () => {
    const situation = fc.record({
      champion: fc.option(fc.integer({ min: 1, max: 9 })),
      damaged: fc.boolean(),
      firstFailed: fc.boolean(),
      training: fc.boolean(),
      challenger: fc.option(
        fc.record({
          number: fc.integer({ min: 2, max: 9 }),
          asks: fc.option(fc.constant('It has not been evaluated yet.')),
          verdict: fc.constantFrom('passed', 'failed', 'not-enough-evidence', null),
          failedTest: fc.option(fc.constant('It is too slow.')),
          moreLabels: fc.option(fc.nat()),
          newLabels: fc.nat(),
          labelsAhead: fc.nat(),
          seen: fc.boolean(),
        }),
      ),
      trial: fc.option(fc.record({ number: fc.nat(), state: fc.constant('v2 answers 10 of 100 rows.') })),
      alarm: fc.boolean(),
      playing: fc.boolean(),
      ended: fc.boolean(),
      versions: fc.integer({ min: 0, max: 9 }),
      windowsOfChampion: fc.integer({ min: 0, max: 50 }),
      withoutYouShown: fc.boolean(),
    });
    fc.assert(
      fc.property(situation, (now) => {
        const step = nextStep(now);
        expect(step.label).not.toBe('');
        expect(step.why).not.toBe('');
        const mustAct =
          now.champion !== null &&
          !now.training &&
          (now.alarm || now.challenger || now.trial || !now.playing);
        if (mustAct) expect(step.pressable).toBe(true);
      }),
    );
  });
});
