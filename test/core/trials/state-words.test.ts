import { expect, it } from 'vitest';
import type { GuardLook } from '../../../src/core/trials/guard.ts';
import type { RunningTrial } from '../../../src/core/trials/history.ts';
import { usualPlan } from '../../../src/core/trials/plan.ts';
import { rowMeasureOf } from '../../../src/core/trials/row-measure.ts';
import { trialStateText } from '../../../src/core/trials/state-words.ts';

const { measure } = rowMeasureOf('accuracy', 'binary');
const words = { measure, challenger: 'v2', champion: 'v1' };
const plan = { ...usualPlan('canary', measure, 0.9, 1), margin: 0.05 };
const trial: RunningTrial = { plan, challengerId: 'p/v2', begun: 5, from: 5, step: 0, share: 0.1 };
const look = (verdict: GuardLook['verdict']): GuardLook => ({ verdict }) as GuardLook;
const say = (verdict: GuardLook['verdict'], changes: Partial<RunningTrial['plan']> = {}, over = false) =>
  trialStateText(
    { trial: { ...trial, plan: { ...plan, ...changes } }, look: look(verdict), rows: 1230, over },
    words,
  );

it('says who answers how much, on how many labels, and what the guard makes of it', () => {
  expect(say('wait')).toBe(
    'v2 answers 10 of 100 rows; 1,230 labelled rows so far. The guard waits for more labels.',
  );
  expect(say('roll-back')).toContain('so far. v2 is surely worse than v1');
  expect(say('roll-back', { automatic: false })).toContain(
    'which only advises here, says: v2 is surely worse',
  );
  expect(say('wait', { kind: 'shadow', shares: [] })).toContain('v2 answers every row in the shadow');
});
it('says that no rows will come when the stream is over', () => {
  expect(say('wait', {}, true)).toContain('The stream is over: no more rows will come');
});
