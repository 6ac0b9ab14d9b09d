// A verdict in words and tables.

import type { Evaluation, Measured, SliceResult } from '../../../core/evaluation.ts';
import type { GateFailure, GateResult, TestResult } from '../../../core/gate.ts';
import { figureOf } from '../../../core/figures.ts';
import { type BoundRow, boundRows } from '../../../core/gate-check/bound-rows.ts';
import { sayAbout, sayNumber } from '../../../core/gate-check/say.ts';
import { metrics } from '../../../core/metrics/index.ts';
import type { SliceKey } from '../../../core/slice.ts';
import { sliceLabel } from '../../../core/slices/slice-label.ts';
import { metricValue } from '../../../core/wording.ts';
import { count } from '../../../ui/format.ts';
import { verdictText } from '../../text/evaluate.ts';
import { caveatOf, legendOf, markOf } from '../caveats.ts';
import { openClaim } from './claim.ts';

interface Headline {
  readonly tone: 'good' | 'warning' | 'info' | 'alarm';
  readonly title: string;
  /** Sentences below it, the plainest first. */
  readonly lines: readonly string[];
}

export const failedTests = (tests: readonly TestResult[]): number =>
  tests.filter(({ passed }) => passed === false).length;

const signed = (value: number): string => (value > 0 ? `+${sayNumber(value)}` : sayNumber(value));

/** What the project's own metric says, plainly first. */
function metricLines(
  { settings, slices }: Evaluation,
  metric: string,
  candidate: string,
  baseline: string,
  unit: string | undefined,
): string[] {
  const whole = slices.find(({ key }) => key.length === 0);
  const [mine, theirs, gap] = [
    whole?.candidate[metric],
    whole?.baseline?.[metric],
    whole?.difference?.[metric],
  ];
  if (!whole || !mine || !theirs || !gap) return [];
  const { better, label } = metrics.get(metric);
  const sign = better === 'higher' ? 1 : -1;
  const [low, high] = [Math.min(sign * gap.low, sign * gap.high), Math.max(sign * gap.low, sign * gap.high)];
  const plain = low > 0 ? verdictText.better : high < 0 ? verdictText.worse : verdictText.either;
  const say = (value: number): string => metricValue(metric, value, unit);
  const numbers = verdictText.figures(label, say(mine.value), baseline, say(theirs.value), whole.known);
  const interval = verdictText.difference(
    signed(gap.value),
    signed(gap.low),
    signed(gap.high),
    settings.interval.confidence,
  );
  return [`${plain(candidate)}.`, `${numbers}; ${interval}.`];
}

/** What more labels would do, and which way: the open bounds are met or not if the figures stay as they are. */
function labelLines({ gate, settings, slices, baselineId }: Evaluation, ahead: number): string[] {
  if (gate.moreLabels === null) return [];
  const open = boundRows(settings.gate, slices, settings.slices, baselineId !== null).filter(
    ({ outcome }) => outcome === 'open',
  );
  const likely = verdictText.likely[open.every(({ check }) => check.kept) ? 'met' : 'missed'];
  const more = sayAbout(gate.moreLabels);
  return [
    gate.moreLabels > ahead
      ? verdictText.noMoreLabels(more, ahead, likely)
      : verdictText.moreLabels(more, likely),
  ];
}

/**
 * @param candidate @param baseline names of the versions; baseline null without one.
 * @param ahead labels that can still come. @param unit of the target.
 */
export function headline(
  evaluation: Evaluation,
  metric: string,
  candidate: string,
  baseline: string | null,
  ahead: number,
  unit?: string,
): Headline {
  const { gate, tests } = evaluation;
  const failed = failedTests(tests);
  const lines = baseline === null ? [] : metricLines(evaluation, metric, candidate, baseline, unit);
  const { interval } = evaluation.settings;
  const whole = evaluation.slices.find(({ key }) => key.length === 0);
  const caveat = caveatOf(metric, whole?.difference?.[metric] ?? whole?.candidate[metric], interval);
  const notes = [...(gate.rubberStamp ? [verdictText.stamp] : []), ...(caveat ? [caveat.sentence] : [])];
  switch (gate.verdict) {
    case 'passed':
      return failed > 0
        ? { tone: 'warning', title: verdictText.failedTest(candidate, failed), lines: [...lines, ...notes] }
        : { tone: 'good', title: verdictText.passed(candidate), lines: [...lines, ...notes] };
    case 'failed':
      return {
        tone: 'warning',
        title: verdictText.failed(candidate),
        lines: [...lines, ...(gate.missingThresholds ? [verdictText.noThresholds] : []), ...notes],
      };
    case 'not-enough-evidence':
      return {
        tone: 'info',
        title: verdictText.unclear(candidate, openClaim(gate, evaluation.settings.gate)),
        lines: [...lines, ...labelLines(evaluation, ahead), ...notes],
      };
  }
}

interface FailureRow {
  readonly key: SliceKey;
  readonly failure: GateFailure;
  readonly state: 'missed' | 'open' | 'lacking';
}

/** What was missed first, then what is open, then what was not measured. */
export function failureRows({ metricValidationsPerSlice }: GateResult): FailureRow[] {
  const order = ['missed', 'open', 'lacking'] as const;
  return metricValidationsPerSlice
    .flatMap(({ sliceKey: key, failures }) =>
      failures.map((failure): FailureRow => {
        const state = failure.kind === 'missing' ? 'lacking' : failure.unclear ? 'open' : 'missed';
        return { key, failure, state };
      }),
    )
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

const outcomes: Readonly<Record<BoundRow['outcome'], string>> = {
  missed: verdictText.missed,
  open: verdictText.open,
  'kept-in-doubt': verdictText.keptInDoubt,
  kept: verdictText.kept,
};

function whereText({ slice, slices }: BoundRow): string {
  const label = sliceLabel(slice.key);
  return slices > 1 ? verdictText.worstOf(label, slices) : label;
}

const { columns } = verdictText;
export const thresholdColumns: {
  key: string;
  label: string;
  align?: 'end';
  under?: boolean;
  help?: string;
}[] = [
  { key: 'figure', label: columns.figure },
  { key: 'slice', label: columns.slice, under: true },
  { key: 'n', label: columns.n, align: 'end' },
  { key: 'value', label: columns.value, align: 'end', under: true },
  { key: 'interval', label: columns.interval, align: 'end' },
  { key: 'bound', label: columns.bound, align: 'end', under: true },
  { key: 'outcome', label: columns.outcome, under: true, help: verdictText.outcomeHelp },
];

interface ThresholdTable {
  readonly rows: Record<string, string>[];
  /** Behind each row; null: there is no slice behind it. */
  readonly slices: readonly (SliceResult | null)[];
  /** What the marks in its intervals mean. */
  readonly legend: readonly string[];
}

/** Every bound that the gate asks for, where it stands worst. */
export function thresholdTable({
  settings,
  slices,
  baselineId,
  gate,
}: Pick<Evaluation, 'settings' | 'slices' | 'baselineId' | 'gate'>): ThresholdTable {
  const found = boundRows(settings.gate, slices, settings.slices, baselineId !== null);
  const measuredOf = ({ slice, threshold, kind }: BoundRow): Measured | undefined =>
    (kind === 'change' ? slice.difference : slice.candidate)?.[threshold.figure];
  const rows = found.map((row) => {
    const { check, slice, threshold, kind } = row;
    const mark = markOf(threshold.figure, measuredOf(row), settings.interval);
    const interval = check.low === check.high ? '–' : `${sayNumber(check.low)} to ${sayNumber(check.high)}`;
    return {
      figure: figureOf(threshold.figure).label,
      slice: whereText(row),
      n: count(slice.known),
      value: kind === 'value' ? sayNumber(check.observed) : check.formula,
      interval: mark ? `${interval} (${mark})` : interval,
      bound: `${check.side === 'least' ? '≥' : '≤'} ${sayNumber(check.bound)}`,
      outcome: outcomes[row.outcome],
    };
  });
  const skipped = gate.rubberStamp ? settings.gate.thresholds.filter(({ change }) => change) : [];
  return {
    rows: [
      ...rows,
      ...skipped.map(({ figure, change }) => ({
        figure: figureOf(figure).label,
        slice: '–',
        n: '–',
        value: '–',
        interval: '–',
        bound: [change?.absolute, change?.relative]
          .filter((bound) => bound !== undefined)
          .map((bound) => sayNumber(bound))
          .join(', '),
        outcome: verdictText.skipped,
      })),
    ],
    slices: [...found.map(({ slice }) => slice), ...skipped.map(() => null)],
    legend: legendOf(found.map((row) => caveatOf(row.threshold.figure, measuredOf(row), settings.interval))),
  };
}
