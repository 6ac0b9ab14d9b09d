// Further definitions are held to the tools themselves on random samples: those of test/core/drift/tools.test.ts are others.

import { describe, expect, it } from 'vitest';
import { numberSample } from '../../../src/core/drift-sample.ts';
import { driftMeasures } from '../../../src/core/drift/index.ts';
import type { ParamValues } from '../../../src/core/params.ts';
import random from '../../fixtures/core/drift-more.json' with { type: 'json' };
import { levels, measured, off } from './measures.ts';

type Found = number | string | null;
/** JSON has no infinities. */
const valueOf = (found: Found): number | null => {
  if (found === 'inf') return Infinity;
  return typeof found === 'number' ? found : null;
};
const near =
  (most: number) =>
  (actual: number, expected: Found): boolean => {
    const value = valueOf(expected);
    return value === null || Math.abs(actual - value) < 1e-12 || off(actual, value) < most;
  };
const same = near(1e-9);
/** scipy ends the series of the limiting law at terms below 1e-7. */
const nearly = (actual: number, expected: Found): boolean =>
  Math.abs(actual - (valueOf(expected) ?? NaN)) < 1e-6;
/** Roots of differences of numbers near 1 lose digits in the tools: near 0 they are right to 1e-7 only. */
const root = (actual: number, expected: Found): boolean =>
  same(actual, expected) || Math.abs(actual - (valueOf(expected) ?? NaN)) < 3e-8;

type Pair = readonly [actual: number, expected: Found, rule?: (actual: number, expected: Found) => boolean];
const wrong = (pairs: Readonly<Record<string, Pair>>) =>
  Object.entries(pairs).filter(([, [actual, expected, rule = same]]) => !rule(actual, expected));

describe('on random samples the further definitions are their tools’', () => {
  it.each(random.numbers.map((data, at) => ({ at, data })))('numbers $at', ({ data }) => {
    const kind = data.kind === 'integer' ? 'integer' : 'number';
    const [before, now] = [numberSample('x', data.ref, kind), numberSample('x', data.cur, kind)];
    const of = (id: string, params: ParamValues = {}) => measured(driftMeasures.get(id), before, now, params);
    const mises = of('cramer-von-mises');
    const pairs = data.ref.length * data.cur.length;
    const varied = new Set([...data.ref, ...data.cur]).size > 1 && String(data.welch[1]) !== 'nan';
    const [, welchP] = data.welch;
    const darling = of('anderson-darling');
    expect(
      wrong({
        'Cramér–von Mises': [mises.statistic, data.cvm[0]!],
        'its p': [
          mises.pValue,
          data.cvm[1]!,
          Math.max(data.ref.length, data.cur.length) > 20 ? nearly : same,
        ],
        'its asymptotic p': [of('cramer-von-mises', { p: 'asymptotic' }).pValue, data.cvmLimit, nearly],
        'Mann–Whitney': [of('mann-whitney').statistic, Math.max(data.u, pairs - data.u)],
        'its own p': [of('mann-whitney').pValue, data.mw],
        'its U less': [of('mann-whitney', { definition: 'evidently' }).statistic, pairs - data.u],
        'its p less': [of('mann-whitney', { definition: 'evidently' }).pValue, data.mwLess],
        Welch: [of('t-test').statistic, varied ? Math.abs(Number(data.welch[0])) : null],
        'Welch p': [of('t-test').pValue, varied ? welchP! : null],
        Student: [
          of('t-test', { definition: 'evidently' }).statistic,
          varied ? Math.abs(Number(data.student[0])) : null,
        ],
        'Student p': [of('t-test', { definition: 'evidently' }).pValue, varied ? data.student[1]! : null],
        'Anderson–Darling': [darling.statistic, data.ad?.[0] ?? null],
        'Anderson–Darling p': [darling.pValue, data.ad?.[1] ?? null],
        'kl of Evidently': [of('kl-divergence').statistic, data.kl],
        'kl of Frouros': [of('kl-divergence', { definition: 'frouros' }).statistic, data.fkl],
        'js of Frouros': [of('jensen-shannon', { definition: 'frouros' }).statistic, data.fjs, root],
        bhattacharyya: [of('bhattacharyya').statistic, data.fbh],
        intersection: [of('histogram-intersection').statistic, data.fhi],
        'psi of Frouros': [of('psi', { definition: 'frouros' }).statistic, data.fpsi],
        'hellinger of Frouros': [of('hellinger', { definition: 'frouros' }).statistic, data.fhe, root],
        'emd of Frouros': [of('wasserstein', { definition: 'scipy' }).statistic, data.femd],
        'energy of Frouros': [of('energy').statistic, data.fen, root],
        'emd of deepchecks': [of('wasserstein', { definition: 'deepchecks' }).statistic, data.demd[1]!],
        'all of it': [of('wasserstein', { definition: 'deepchecks-all' }).statistic, data.demd[0]!],
        'ks of deepchecks': [of('kolmogorov-smirnov').statistic, data.dks],
      }),
    ).toEqual([]);
  });

  it.each(random.levels.map((data, at) => ({ at, data })))('levels $at', ({ data }) => {
    const [before, now] = [levels(data.ref, data.keys), levels(data.cur, data.keys)];
    const of = (id: string, params: ParamValues = {}) => measured(driftMeasures.get(id), before, now, params);
    const variation = of('total-variation');
    expect(
      wrong({
        variation: [variation.statistic, data.tvd[0]!],
        // Of 1000 draws each, with other draws; Evidently loses equal distances to rounding.
        'its p': [
          variation.pValue,
          data.tvd[1]!,
          (actual, p) => p === null || (actual > Number(p) - 0.06 && actual < Number(p) + 0.15),
        ],
        'z p': [of('z-test').pValue, data.z, (actual, p) => Math.abs(actual - Number(p)) < 1e-12],
        'g of Evidently': [of('g-test', { definition: 'evidently' }).pValue, data.g],
        g: [of('g-test').statistic, data.gTable[0]!],
        'its chance': [of('g-test').pValue, data.gTable[1]!],
        kl: [of('kl-divergence').statistic, data.kl],
        'V, 0.01': [of('cramers-v').statistic, data.v[0]!],
        'V, 0': [of('cramers-v', { least: 0 }).statistic, data.v[1]!],
        'V, 0.1': [of('cramers-v', { least: 0.1 }).statistic, data.v[2]!],
        'V without correction': [of('cramers-v', { definition: 'plain' }).statistic, data.plainV],
        'psi of deepchecks': [of('psi', { definition: 'deepchecks' }).statistic, data.dpsi],
      }),
    ).toEqual([]);
  });
});
