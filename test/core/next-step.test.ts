import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep, type Situation } from '../../src/core/next-step.ts';

const calm: Situation = {
  champion: 1,
  damaged: false,
  firstFailed: false,
  training: false,
  challenger: null,
  alarm: false,
  playing: true,
  ended: false,
  versions: 1,
  windowsOfChampion: 0,
  withoutYouShown: false,
};

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
      [{ alarm: true, challenger: { number: 2, verdict: 'challenger', seen: false } }, 'compare'],
      [{ alarm: true, challenger: { number: 2, verdict: 'challenger', seen: true } }, 'promote'],
      [{ versions: 2, windowsOfChampion: 1 }, 'watch'],
      [{ versions: 2, windowsOfChampion: 6 }, 'without-you'],
      [{ versions: 2, windowsOfChampion: 6, withoutYouShown: true }, 'watch'],
      [{ ended: true, playing: false }, 'another'],
    ];
    for (const [change, id] of walk) expect(nextStep({ ...calm, ...change }).id).toBe(id);
  });

  it('never recommends a promotion without evidence', () => {
    for (const verdict of ['champion', 'unclear', null] as const)
      expect(nextStep({ ...calm, challenger: { number: 2, verdict, seen: true } }).id).toBe('keep');
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
          verdict: fc.constantFrom('challenger', 'champion', 'unclear', null),
          seen: fc.boolean(),
        }),
      ),
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
          now.champion !== null && !now.training && (now.alarm || now.challenger || !now.playing);
        if (mustAct) expect(step.pressable).toBe(true);
      }),
    );
  });
});
