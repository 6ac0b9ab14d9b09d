import { describe, expect, it } from 'vitest';
import { defaultEvaluation } from '../../../src/core/evaluation-defaults.ts';
import type { Evaluation, SliceResult } from '../../../src/core/evaluation.ts';
import { checkGate } from '../../../src/core/gate-check/check-gate.ts';
import type { TestResult } from '../../../src/core/gate.ts';
import { failureRows, headline, thresholdTable } from '../../../src/pages/evaluate/verdict/verdict-view.ts';
import { slice, tooSmall } from '../../core/gate-check/cases.ts';
import { evaluation as stored } from '../../storage/evaluation-records.ts';

const settings = defaultEvaluation({ task: 'binary', metric: 'accuracy', features: [] }, []);
const made = (
  slices: readonly SliceResult[],
  more: { baselineId?: string | null; tests?: readonly TestResult[] } = {},
): Evaluation => {
  const baselineId = more.baselineId === undefined ? 'p/v1' : more.baselineId;
  return {
    ...stored(),
    settings,
    slices,
    baselineId,
    tests: more.tests ?? [],
    gate: checkGate(settings.gate, slices, settings.slices, baselineId !== null),
  };
};
const all = (candidate: number, baseline: number, half: number) =>
  slice({ figures: { accuracy: [candidate, baseline] }, half, known: 288 });

describe('the headline', () => {
  it('says in one sentence what came of it, and why in the next', () => {
    const said = headline(made([all(0.9, 0.8, 0.05)]), 'accuracy', 'v2', 'v1', 5000);
    expect(said.tone).toBe('good');
    expect(said.title).toBe('v2 passed its gate');
    expect(said.lines).toEqual([
      'v2 did better, by more than chance explains.',
      'Accuracy 0.90 against 0.80 of v1 on the same 288 rows; difference +0.1, 95 % interval +0.05 to +0.15.',
    ]);
  });

  it('says how many more labels would decide what is open', () => {
    const said = headline(made([all(0.9, 0.8, 0.2)]), 'accuracy', 'v2', 'v1', 5000);
    expect(said).toMatchObject({ tone: 'info', title: 'Not enough evidence that v2 is better in accuracy' });
    expect(said.lines[0]).toBe('v2 could be better or worse: the interval holds zero.');
    expect(said.lines.at(-1)).toBe('About 860 more labels would decide it, most likely for it.');
  });

  it('says what evidence is missing for, and that a stream with fewer rows can’t give it', () => {
    const asks = (absolute: number): Evaluation => {
      const evaluation = made([all(0.88, 0.8, 0.05)]);
      const gate = {
        ...settings.gate,
        thresholds: [
          {
            figure: 'accuracy',
            slices: [{ by: 'overall' as const }],
            change: { direction: 'higher' as const, absolute },
          },
        ],
      };
      return {
        ...evaluation,
        settings: { ...settings, gate },
        gate: checkGate(gate, evaluation.slices, settings.slices, true),
      };
    };
    const said = headline(asks(0.1), 'accuracy', 'v2', 'v1', 104);
    expect(said.title).toBe('Not enough evidence that v2 is better in accuracy by at least 0.1');
    // Better it is; by that much is open, and one sentence doesn't contradict the other.
    expect(said.lines[0]).toBe('v2 did better, by more than chance explains.');
    expect(said.lines.at(-1)).toMatch(
      /^This stream can’t decide it: that would take about 1,\d00 more labels, and 104 are left\..* against it\.$/,
    );
    expect(failureRows(asks(0.1).gate)[0]?.failure.words).toContain(
      'but it may be as high as 0.13 by chance',
    );
    expect(headline(asks(0.05), 'accuracy', 'v2', 'v1', 5000).lines.at(-1)).toContain('most likely for it');
    expect(failureRows(asks(0.05).gate)[0]?.failure.words).toContain(
      'but it may be as low as 0.03 by chance',
    );
    const [twice] = asks(0.1).settings.gate.thresholds;
    const both = asks(0.1);
    const gate = { ...both.settings.gate, thresholds: [twice!, { ...twice!, figure: 'f1' }] };
    const f1 = slice({ figures: { accuracy: [0.88, 0.8], f1: [0.88, 0.8] }, half: 0.05, known: 288 });
    const several = { ...both, gate: checkGate(gate, [f1], settings.slices, true) };
    expect(headline(several, 'accuracy', 'v2', 'v1', 5000).title).toBe(
      'Not enough evidence that v2 meets its gate',
    );
  });

  it('says that a version is worse, failed a test, or had nobody to be compared with', () => {
    expect(headline(made([all(0.7, 0.9, 0.05)]), 'accuracy', 'v2', 'v1', 5000).title).toBe(
      'v2 did not pass its gate',
    );
    const failed: TestResult = { id: 'size', passed: false, words: '', observed: 1, limit: 0, rows: [] };
    const tested = headline(made([all(0.9, 0.8, 0.05)], { tests: [failed] }), 'accuracy', 'v2', 'v1', 5000);
    expect(tested).toMatchObject({ tone: 'warning', title: 'v2 passed its gate, but failed 1 test' });
    const first = slice({ figures: { accuracy: [0.9, NaN] }, baseline: false });
    const stamped = headline(made([first], { baselineId: null }), 'accuracy', 'v1', null, 5000);
    expect(stamped.lines).toEqual([expect.stringContaining('rubber stamp')]);
  });

  it('warns of intervals of few rows', () => {
    const exact = slice({ figures: { accuracy: [0.9, 0.6] }, half: 0.05, known: 40 });
    const difference = { accuracy: { ...exact.difference!['accuracy']!, rests: 12 } };
    const few = { ...exact, difference };
    expect(headline(made([few]), 'accuracy', 'v2', 'v1', 5000).lines.at(-1)).toContain(
      'Accuracy rests on 12 rows of the rarer kind: such an interval',
    );
    expect(headline(made([exact]), 'accuracy', 'v2', 'v1', 5000).lines).toHaveLength(2);
    expect(headline(made([all(0.9, 0.8, 0.05)]), 'accuracy', 'v2', 'v1', 5000).lines).toHaveLength(2);
  });

  it('turns round where less is better', () => {
    const error = slice({ figures: { rmse: [2, 3], accuracy: [0.5, 0.5] }, half: 0.1 });
    expect(headline(made([error]), 'rmse', 'v2', 'v1', 5000).lines[0]).toContain('did better');
  });
});

describe('what stands in the way', () => {
  it('puts what was missed before what is open', () => {
    const rain = slice({ key: [['sky', 'rain']], spec: 1, figures: { accuracy: [0.4, 0.9] }, half: 0.02 });
    const rows = failureRows(made([all(0.81, 0.8, 0.05), rain]).gate);
    expect(rows.map(({ state, key }) => [state, key[0]?.[1] ?? 'all'])).toEqual([
      ['missed', 'rain'],
      ['open', 'all'],
    ]);
  });
});

describe('the table of thresholds', () => {
  it('shows each bound with what was found, its formula and where it stands worst', () => {
    const rain = slice({ key: [['sky', 'rain']], spec: 1, figures: { accuracy: [0.8, 0.85] }, half: 0.2 });
    const { rows, slices } = thresholdTable(
      made([all(0.9, 0.8, 0.05), rain, tooSmall([['sky', 'snow']], 1)]),
    );
    expect(rows).toEqual([
      {
        figure: 'Accuracy',
        slice: 'all rows',
        n: '288',
        value: '0.9 − 0.8 = 0.1',
        interval: '0.05 to 0.15',
        bound: '≥ 0',
        outcome: 'met',
      },
      {
        figure: 'Accuracy',
        slice: 'sky rain, the worst of 2 slices',
        n: '100',
        value: '0.8 − 0.85 = −0.05',
        interval: '−0.25 to 0.15',
        bound: '≥ −0.1',
        outcome: 'not clearly missed',
      },
    ]);
    expect(slices.map((found) => found?.key[0]?.[1] ?? 'all')).toEqual(['all', 'rain']);
  });

  it('shows what was skipped for want of a baseline', () => {
    const first = slice({ figures: { accuracy: [0.9, NaN] }, baseline: false });
    const { rows } = thresholdTable(made([first], { baselineId: null }));
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      'skipped: nothing to compare with',
      'skipped: nothing to compare with',
    ]);
  });
});
