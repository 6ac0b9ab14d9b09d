// A what-if branch in words and rows.

import { metrics } from '../../../core/metrics/index.ts';
import { columnOf } from '../../../core/table.ts';
import type { RowMeasure } from '../../../core/trials/row-measure.ts';
import { amountText, percent } from '../../../core/trials/words.ts';
import type { WhatIf } from '../../../core/what-if.ts';
import type { Branch } from '../../../state/branches.svelte.ts';
import type { OpenDataset } from '../../../state/datasets.svelte.ts';
import { count, fixed } from '../../../ui/format.ts';
import { versionTone, type DrawnCurve } from '../../../ui/lines-paint.ts';
import { branchText } from '../../text/deploy-timeline.ts';
import { shownCell } from '../../views/cell.ts';
import { truthText } from '../../views/versions.ts';

const mostRows = 100;

/** The difference to what really happened, as one sentence with its n. */
export function differenceText(found: WhatIf, measure: RowMeasure, targetUnit?: string): string {
  const { n, real, branch, better, worse } = found;
  if (n === 0) return branchText.waits;
  if (better.n + worse.n === 0) return branchText.same(count(n));
  if (measure.id !== 'right') {
    const say = (value: number) => amountText(measure, value, targetUnit);
    return branchText.closer(count(n), count(better.n), count(worse.n), say(branch), say(real));
  }
  const gap = better.n - worse.n;
  const more =
    gap === 0 ? branchText.asMany : gap > 0 ? branchText.more(count(gap)) : branchText.fewer(count(-gap));
  return branchText.right(more, count(n), percent(branch), percent(real));
}

const dashes = ['dash', 'dot'] as const;

/** What really went out, from the earliest branch on, and every branch beside it in the colour of its version. */
export function branchCurves(branches: readonly Branch[], numberOf: (id: string) => number): DrawnCurve[] {
  const known = branches.flatMap(({ name, versionId, facts }) =>
    facts && facts.windows.length > 0 ? [{ name, versionId, facts }] : [],
  );
  const longest = known.reduce<(typeof known)[number] | null>(
    (most, one) => (most && most.facts.windows.length >= one.facts.windows.length ? most : one),
    null,
  );
  if (!longest) return [];
  const x = (windows: readonly number[]) => windows.map((index) => index + 1);
  return [
    {
      name: branchText.real,
      tone: 'reference',
      dash: 'solid',
      x: x(longest.facts.windows),
      y: longest.facts.real,
    },
    ...known.map(({ name, versionId, facts }, i) => ({
      name,
      tone: versionTone(numberOf(versionId)),
      dash: dashes[i % dashes.length] ?? dashes[0],
      x: x(facts.windows),
      y: facts.values,
    })),
  ];
}

/** The picture in words: the mean of the windows' values, each branch against what went out in the same windows. */
export function curvesText(branches: readonly Branch[], metric: string): string {
  const mean = (values: ArrayLike<number>): string => {
    const known = Array.from(values).filter((value) => Number.isFinite(value));
    return fixed(known.reduce((sum, value) => sum + value, 0) / known.length, 3);
  };
  const { label } = metrics.get(metric);
  return [
    `Mean ${label.toLowerCase()} over the windows.`,
    ...branches.flatMap(({ name, facts }) =>
      facts && facts.windows.length > 0
        ? [branchText.describe(name, mean(facts.values), mean(facts.real))]
        : [],
    ),
  ].join(' ');
}

/** Rows of the table, with features and truth. */
export function rowsOf(open: OpenDataset, rows: readonly number[]) {
  const { timeColumn } = open.dataset;
  const shown = [timeColumn, ...open.scenario.features].filter((name) => name !== undefined).slice(0, 7);
  return {
    columns: [
      { key: ' window', label: 'Window' },
      { key: ' truth', label: 'Truth' },
      ...shown.map((name) => ({ key: name, label: name.replaceAll('_', ' ') })),
    ],
    rows: rows.slice(0, mostRows).map((row) => ({
      ' window': String(windowOf(open, row) + 1),
      ' truth': truthText(open, row),
      ...Object.fromEntries(shown.map((name) => [name, shownCell(columnOf(open.table, name), row)])),
    })),
  };
}

export const windowOf = ({ scenario }: OpenDataset, row: number): number =>
  Math.floor((row - scenario.trainRows) / scenario.windowRows);
