// Rows that versions were judged on as a table: features, truth, and what each of the two answered.

import { answerAt } from '../../core/pictures/answers.ts';
import { metricValue } from '../../core/wording.ts';
import type { ScoredPair } from '../../state/evaluations.svelte.ts';
import type { OpenDataset } from '../../state/datasets.svelte.ts';
import { count, fixed } from '../../ui/format.ts';
import { answeredText } from '../text/evaluated-rows.ts';
import { shownCell } from '../views/cell.ts';

const mostShown = 200;
const mostColumns = 9;

interface AnsweredRows {
  readonly open: OpenDataset;
  /** Rows of the table that were judged, in the order of the scores. */
  readonly judged: Int32Array;
  /** Rows of the table to show. */
  readonly wanted: readonly number[];
  readonly scored: ScoredPair;
  readonly threshold: number;
  /** Names of the versions. */
  readonly candidate: string;
  readonly baseline: string | null;
}

interface AnsweredTable {
  readonly columns: { key: string; label: string; align?: 'start' | 'end'; help?: string }[];
  readonly rows: Record<string, string>[];
}

type Answering = Pick<AnsweredRows, 'open' | 'scored' | 'threshold'>;

/** What a version answers for a judged row, as a person reads it: "yes (0.83)", "21.4 mpg". */
export function answerText(
  { open, scored, threshold }: Answering,
  scores: Float32Array,
  place: number,
): string {
  const { task, targetUnit } = open.scenario;
  const { outputs, truth } = scored;
  if (task === 'regression') return metricValue('value', scores[place] ?? NaN, targetUnit);
  // Each version by its own threshold.
  const from = scores === scored.baseline ? (scored.baselineThreshold ?? threshold) : threshold;
  const answer = answerAt({ task, truth, scores, outputs, threshold: from }, place);
  if (answer < 0) return answeredText.unknown;
  const own = scores[place * outputs + (outputs === 1 ? 0 : answer)] ?? NaN;
  return `${open.classes[answer] ?? ''} (${fixed(outputs === 1 && answer === 0 ? 1 - own : own, 2)})`;
}

function truthText({ open, scored }: Pick<Answering, 'open' | 'scored'>, place: number): string {
  const value = scored.truth[place] ?? NaN;
  if (Number.isNaN(value)) return answeredText.unknown;
  const { task, targetUnit } = open.scenario;
  return task === 'regression' ? metricValue('value', value, targetUnit) : (open.classes[value] ?? '');
}

/** The first 200 of the wanted rows. A row that was not judged has no answers here. */
export function answeredTable(given: AnsweredRows): AnsweredTable {
  const { open, judged, wanted, scored, candidate, baseline } = given;
  const placeOf = new Map(Array.from(judged, (row, place) => [row, place]));
  const { timeColumn } = open.dataset;
  const names = [...new Set([timeColumn, ...open.scenario.features])].slice(0, mostColumns);
  // Cells are called by their place, never by a name from the data.
  const shown = names.flatMap((name) => open.table.columns.find((column) => column.name === name) ?? []);
  const sides = [
    { key: 'candidate', label: candidate, scores: scored.candidate },
    ...(scored.baseline && baseline !== null
      ? [{ key: 'baseline', label: baseline, scores: scored.baseline }]
      : []),
  ];
  return {
    columns: [
      { key: 'row', label: answeredText.row, align: 'end', help: answeredText.rowHelp },
      { key: 'truth', label: answeredText.truth },
      ...sides.map(({ key, label }) => ({ key, label })),
      ...shown.map(({ name }, at) => ({ key: `c${at}`, label: name.replaceAll('_', ' ') })),
    ],
    rows: wanted.slice(0, mostShown).map((row) => {
      const place = placeOf.get(row);
      const said = (of: (at: number) => string): string =>
        place === undefined ? answeredText.notJudged : of(place);
      return {
        row: count(row + 1),
        truth: said((at) => truthText(given, at)),
        ...Object.fromEntries(
          sides.map(({ key, scores }) => [key, said((at) => answerText(given, scores, at))]),
        ),
        ...Object.fromEntries(shown.map((column, at) => [`c${at}`, shownCell(column, row)])),
      };
    }),
  };
}
