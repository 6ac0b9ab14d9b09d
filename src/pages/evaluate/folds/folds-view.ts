// What folds say, as the section shows it.

import {
  comparePaired,
  summarise,
  type FoldSummary,
  type PairedFolds,
} from '../../../core/cross-validation/fold-statistics.ts';
import { fiveByTwo, signFlip, wilcoxon } from '../../../core/cross-validation/further-tests.ts';
import type { FoldRows } from '../../../core/cross-validation/splits.ts';
import { figureOf, isMetric } from '../../../core/figures.ts';
import type { FoldResult } from '../../../state/fold-training.ts';
import { fixed } from '../../../ui/format.ts';
import { foldsText } from '../../text/evaluate-folds.ts';
import { figureText } from '../slices/slices-view.ts';

/** Shares of the rows in one cell of the picture. */
export interface Cell {
  readonly learnt: number;
  readonly tested: number;
}

/** The rows in their order, in as many cells as can be drawn (fewer where there are fewer rows). */
export function cellsOf({ train, test }: FoldRows, rows: number, most: number): Cell[] {
  const cells = Math.min(rows, most);
  const cellOf = (place: number): number => Math.floor((place * cells) / rows);
  const counts = Array.from({ length: cells }, () => ({ learnt: 0, tested: 0, rows: 0 }));
  for (let place = 0; place < rows; place++) counts[cellOf(place)]!.rows++;
  for (const place of train) counts[cellOf(place)]!.learnt++;
  for (const place of test) counts[cellOf(place)]!.tested++;
  return counts.map((cell) => ({ learnt: cell.learnt / cell.rows, tested: cell.tested / cell.rows }));
}

const valueOf = (result: FoldResult, figure: string): number => result.figures[figure] ?? NaN;

/** Rows tested by rows learnt from, of the folds that count. */
const testShare = (results: readonly FoldResult[]): number =>
  results.reduce((sum, { tested, trained }) => sum + tested / trained, 0) / results.length;

/** Of the folds on which the figure is known; null: of none. */
export function summaryOf(results: readonly FoldResult[], figure: string): FoldSummary | null {
  const known = results.filter((result) => Number.isFinite(valueOf(result, figure)));
  if (known.length === 0) return null;
  return summarise(
    known.map((result) => valueOf(result, figure)),
    testShare(known),
  );
}

/** The folds on which both are known. */
function known(present: readonly FoldResult[], champion: readonly FoldResult[], figure: string) {
  return present.flatMap((result, fold) => {
    const other = champion[fold];
    if (!other) return [];
    const [mine, theirs] = [valueOf(result, figure), valueOf(other, figure)];
    return Number.isFinite(mine) && Number.isFinite(theirs) ? [{ result, mine, theirs }] : [];
  });
}

export interface Paired extends PairedFolds {
  /** Folds on which the present settings have the better value; for figures that are neither, the higher one. */
  readonly ahead: number;
}

/** Present − champion's, on the folds where both are known; null: fewer than two. */
export function pairedOf(
  present: readonly FoldResult[],
  champion: readonly FoldResult[],
  figure: string,
): Paired | null {
  const both = known(present, champion, figure);
  if (both.length < 2) return null;
  const paired = comparePaired(
    both.map(({ theirs }) => theirs),
    both.map(({ mine }) => mine),
    testShare(both.map(({ result }) => result)),
  );
  const asked = figureOf(figure);
  const sign = isMetric(asked) && asked.better === 'lower' ? -1 : 1;
  return { ...paired, ahead: both.filter(({ mine, theirs }) => sign * (mine - theirs) > 0).length };
}

export const valueText = (figure: string, value: number): string =>
  Number.isFinite(value) ? figureText(figureOf(figure), value) : foldsText.unknown;

export const signedText = (figure: string, value: number): string =>
  `${value > 0 ? '+' : ''}${valueText(figure, value)}`;

/** "0.80 to 0.90"; nothing is said of one fold. */
export const rangeText = (figure: string, low: number, high: number): string =>
  Number.isFinite(low) && Number.isFinite(high)
    ? `${valueText(figure, low)} to ${valueText(figure, high)}`
    : foldsText.unknown;

/** "0.03", "less than 0.001". */
export const pText = (p: number): string => (p < 0.001 ? 'less than 0.001' : fixed(p, p < 0.01 ? 3 : 2));

/** The mean of a figure as a sentence. */
export function saidOf(results: readonly FoldResult[], figure: string): string {
  const { label } = figureOf(figure);
  const summary = summaryOf(results, figure);
  if (!summary) return foldsText.saidNothing(label);
  const mean = valueText(figure, summary.mean);
  if (summary.folds < 2) return foldsText.saidAlone(label, mean);
  return foldsText.said(
    label,
    mean,
    summary.folds,
    valueText(figure, summary.low),
    valueText(figure, summary.high),
  );
}

/** Present settings against the champion's on the same folds, in words. */
export function pairedWords(
  present: readonly FoldResult[],
  champion: readonly FoldResult[],
  figure: string,
): string[] {
  const paired = pairedOf(present, champion, figure);
  if (!paired) return [foldsText.noPairs];
  const { ahead, folds, mean, low, high, pValue, plainPValue } = paired;
  const say = isMetric(figureOf(figure)) ? foldsText.ahead : foldsText.higher;
  const difference = say(
    ahead,
    folds,
    signedText(figure, mean),
    signedText(figure, low),
    signedText(figure, high),
  );
  const chance = pValue < 0.05 ? foldsText.beyondChance : foldsText.chance;
  return [difference, chance(pText(pValue), pText(plainPValue))];
}

const numberText = (value: number): string => (Number.isFinite(value) ? fixed(value, 2) : foldsText.unknown);
const chanceText = (p: number): string => (Number.isFinite(p) ? pText(p) : foldsText.unknown);

/**
 * The same difference by other tests; empty with fewer than two folds that both know.
 * @param halved whether the folds are five times two.
 */
export function furtherTests(
  present: readonly FoldResult[],
  champion: readonly FoldResult[],
  figure: string,
  halved: boolean,
): { readonly label: string; readonly said: string }[] {
  const both = known(present, champion, figure);
  if (both.length < 2) return [];
  const differences = both.map(({ mine, theirs }) => mine - theirs);
  const { mean, deviation } = summarise(differences, 0);
  const ranks = wilcoxon(differences);
  const twice = halved ? fiveByTwo(differences) : null;
  const { furtherTests: labels, furtherValue: say } = foldsText;
  return [
    { label: labels.effect, said: numberText(mean / deviation) },
    { label: labels.wilcoxon, said: say(`T = ${numberText(ranks.statistic)}`, chanceText(ranks.pValue)) },
    { label: labels.signFlip, said: say(null, chanceText(signFlip(differences))) },
    ...(twice
      ? [
          { label: labels.dietterich, said: say(`t = ${numberText(twice.t)}`, chanceText(twice.tPValue)) },
          { label: labels.alpaydin, said: say(`F = ${numberText(twice.f)}`, chanceText(twice.fPValue)) },
        ]
      : []),
  ];
}

/** First and last row of rows that follow each other; null: they do not. */
export function stretchOf(rows: Int32Array): { from: number; to: number } | null {
  const [from, last] = [rows[0], rows.at(-1)];
  if (from === undefined || last === undefined || last - from + 1 !== rows.length) return null;
  return { from, to: last + 1 };
}
