import { describe, expect, it } from 'vitest';
import { AlertWatch } from '../../../src/core/alerting/alert-watch.ts';
import type { AlertRule } from '../../../src/core/alerting/rule.ts';
import { alertWords, budgetWords, chanceWords, figureLabel } from '../../../src/core/alerting/words.ts';
import { budgetRows, usualRules } from '../../../src/core/alerting/usual-rules.ts';
import { alertKinds } from '../../../src/core/alerts/index.ts';
import { problems } from '../../../src/core/params.ts';
import { ruleOf, tableOf, type Figures } from './figures.ts';

const wording = { rows: 'hours', labelOf: (index: number) => `${14 + index} May` };

function said(rule: AlertRule, ...windows: Figures[]): string[] {
  const watch = new AlertWatch(tableOf(windows, { labelled: true }), { rules: [rule], levelOf: () => NaN });
  return watch.replay().map((raised) => alertWords(raised, wording));
}

describe('what an alert says', () => {
  it('names feature, rows and time of a broken sensor', () => {
    expect(
      said(ruleOf('surprise'), { 'quality/missing/temp': { value: 0.72, n: 100, pValue: 1e-12 } }),
    ).toEqual([
      'temp is missing in 72 of 100 hours (14 May). By chance alone that would come about less than 1 in a billion times (temp, missing values 0.72, 100 hours).',
    ]);
  });

  it('names what else is the same, and how many windows it waited', () => {
    const drift = (value: number): Figures =>
      Object.fromEntries(
        ['temp', 'hum', 'wind', 'sky', 'day', 'rain'].map((name, i) => [
          `drift/psi/${name}`,
          value - i / 100,
        ]),
      );
    const rule = ruleOf('threshold', { windows: 2, params: { bound: 0.1 } });
    expect(said(rule, drift(0.5), drift(0.4))).toEqual([
      expect.stringMatching(
        /^temp does not look as it did .* \(since 14 May, 2 windows in a row\)\. The same is true of hum, wind, sky and 2 more\./,
      ),
    ]);
  });

  it('says factors as a person would, and does not mix up what is wrong', () => {
    const fault = (value: number) => ({ value, n: 72, pValue: 1e-12 });
    const [unit] = said(ruleOf('surprise'), { 'quality/unit/hum': fault(1.609344) });
    expect(unit).toMatch(
      /^hum reads about 1\.6 times as large as before, as if in another unit \(14 May\)\./,
    );
    const [smaller] = said(ruleOf('surprise'), { 'quality/unit/hum': fault(0.001) });
    expect(smaller).toMatch(/^hum reads about 1,000 times as small as before/);
    const [both] = said(ruleOf('surprise'), {
      'quality/constant/hum': fault(1),
      'quality/constant/wind': fault(1),
      'quality/missing/temp': fault(0.5),
    });
    expect(both).toMatch(
      /^hum stands still: it has one value in 72 of 72 hours \(14 May\)\. The same is true of wind\. There is also temp, missing values\./,
    );
  });

  it('says when nobody knows any more', () => {
    const rule = ruleOf('missing-figure', { figures: ['performance/accuracy'] });
    expect(said(rule, {})).toEqual([
      'No label came for these hours, so nobody knows how good the answers were (14 May).',
    ]);
  });

  it.each([
    'drift/psi/a',
    'prediction/psi',
    'target/psi',
    'estimated/accuracy',
    'performance/accuracy',
    'slices/accuracy/sky = rain',
    'detectors/ddm',
    'quality/range/a',
    'quality/new-category/a',
    'quality/vanished/a',
    'quality/constant/a',
    'quality/duplicates',
    'quality/kind/a',
    'quality/unit/a',
    'multivariate/pca',
    'latency/p99',
    'volume/rows',
    'calibration/ece',
    'prequential/kappa',
  ])('has words for %s', (key) => {
    const [words] = said(ruleOf('threshold', { params: { bound: -1 } }), { [key]: 0.5 });
    expect(words).toMatch(/^\S.{20,}/);
    expect(words).not.toMatch(/undefined|null|NaN/);
    expect(figureLabel(key)).not.toMatch(/undefined|null|NaN|\//);
  });

  it('says chances as one in many', () => {
    expect(chanceWords(1.2e-6)).toBe('1 in 830,000');
    expect(chanceWords(0.05)).toBe('1 in 20');
    expect(chanceWords(0)).toBe('less than 1 in a billion');
  });
});

describe('the usual rules', () => {
  it('speak falsely about once in 100,000 rows together', () => {
    expect(budgetRows(usualRules)).toBeCloseTo(100_000, 6);
    expect(budgetWords(budgetRows(usualRules)!)).toContain('in 100,000 rows from all rules together');
    expect(budgetRows(usualRules.map((rule) => ({ ...rule, on: false })))).toBeNull();
  });
  it('are of kinds that there are, with settings that fit, each under a name of its own', () => {
    for (const { kind, params } of usualRules)
      expect(problems(alertKinds.get(kind).params, params)).toEqual({});
    expect(new Set(usualRules.map(({ id }) => id)).size).toBe(usualRules.length);
  });
});
