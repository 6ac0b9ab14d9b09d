// A table that somebody brought, answered by a version in pieces.

import { answerColumns, answeredClass, type AnswerSpec } from './answers.ts';
import { AppError } from './errors.ts';
import type { WarningKind } from './input-warning.ts';
import type { ModelPackage } from './records.ts';
import { scoreRows } from './scoring.ts';
import type { SignatureInput } from './signature.ts';
import type { CategoryColumn, Table } from './table.ts';
import { fitTable, type AbsentColumn, type InputReport, type TableFit } from './table-fit.ts';

export interface ScoredTable {
  /** The table as it came, with columns for the answer, probabilities and what is odd about a row behind its own. */
  readonly table: Table;
  readonly report: ScoreReport;
}

export interface ScoreReport {
  readonly rows: number;
  /** Names of the new columns. */
  readonly added: readonly string[];
  readonly absent: readonly AbsentColumn[];
  readonly extra: readonly string[];
  readonly inputs: readonly InputReport[];
  /** Rows with a warning. */
  readonly oddRows: number;
  /** Rows without an answer: a gap that no step of the preparation fills. */
  readonly unanswered: number;
  /** Rows by the class answered, in the order of the classes; empty for regression. */
  readonly answered: readonly { readonly name: string; readonly rows: number }[];
  /** Least, mean and greatest answer; null for classes and where nothing is answered. */
  readonly spread: { readonly low: number; readonly mean: number; readonly high: number } | null;
}

const pieceRows = 4096;

const warningWords: Readonly<Record<WarningKind, string>> = {
  below: 'below what was learnt',
  above: 'above what was learnt',
  unknown: 'unknown value',
  missing: 'missing',
  unreadable: 'cannot be read',
};

/**
 * Scores are those of `scoreRows`: the same bits as for any other table with these cells. Lags and rolling means read the rows
 * above in the table.
 * @param fill whether to go on with columns that are not there, all their cells missing.
 * @yields after each piece.
 * @throws AppError 'bad-input' for a table without rows, and naming the columns that are not there unless `fill`; 'corrupt' as `scoreRows`.
 */
export function* scoreTable(
  model: ModelPackage,
  inputs: readonly SignatureInput[],
  spec: AnswerSpec,
  table: Table,
  fill: boolean,
): Generator<{ done: number; total: number }, ScoredTable> {
  const total = table.rows;
  if (total === 0) throw new AppError('bad-input', 'The table has no rows, so there is nothing to answer.');
  const fit = fitTable(inputs, table);
  if (fit.absent.length > 0 && !fill) throw new AppError('bad-input', absentText(fit.absent));
  if (fit.absent.length === inputs.length)
    throw new AppError(
      'bad-input',
      'None of the columns that this version reads is there, so nothing was answered. Is the first line the names of the columns?',
    );
  let scores = new Float32Array(0);
  for (let from = 0; from < total; from += pieceRows) {
    const rows = Int32Array.from({ length: Math.min(pieceRows, total - from) }, (_, i) => from + i);
    const piece = scoreRows(model, fit.table, rows);
    if (from === 0) scores = new Float32Array(total * piece.outputs);
    scores.set(piece.scores, from * piece.outputs);
    yield { done: from + rows.length, total };
  }
  const added = answerColumns(
    spec,
    scores,
    total,
    table.columns.map(({ name }) => name),
  );
  const odd = oddColumn(
    fit,
    total,
    [...table.columns, ...added].map(({ name }) => name),
  );
  const columns = odd ? [...added, odd] : added;
  return {
    table: { rows: total, columns: [...table.columns, ...columns] },
    report: {
      rows: total,
      added: columns.map(({ name }) => name),
      absent: fit.absent,
      extra: fit.extra,
      inputs: fit.reports,
      oddRows: odd?.codes.reduce((count, code) => count + Number(code >= 0), 0) ?? 0,
      ...summaryOf(spec, scores, total),
    },
  };
}

const quoted = (name: string): string => `"${name}"`;

/** Which columns are not there, and what to do. */
function absentText(absent: readonly AbsentColumn[]): string {
  const names = absent.map(({ name }) => quoted(name)).join(', ');
  const similar = absent.flatMap(({ name, similar: other }) =>
    other === null ? [] : [`rename ${quoted(other)} to ${quoted(name)}`],
  );
  const columns = absent.length === 1 ? 'The column' : 'The columns';
  const verb = absent.length === 1 ? 'is' : 'are';
  return `${columns} ${names} ${verb} not in the table, so nothing was answered. ${
    similar.length > 0 ? `It looks as if you could ${similar.join(', ')}. ` : ''
  }Add ${absent.length === 1 ? 'it' : 'them'} to the table, or answer all the same with ${
    absent.length === 1 ? 'its' : 'their'
  } cells missing.`;
}

/** Per row what is odd about it, in words; null where nothing is. Rows with the same oddities share one text. */
function oddColumn(fit: TableFit, rows: number, taken: readonly string[]): CategoryColumn | null {
  if (fit.reports.length === 0) return null;
  const codes = new Int32Array(rows).fill(-1);
  const levels: string[] = [];
  const codeOf = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const odd = fit.oddOf(row);
    if (odd.length === 0) continue;
    const text = odd.map(({ input, kind }) => `${input}: ${warningWords[kind]}`).join('; ');
    let code = codeOf.get(text);
    if (code === undefined) {
      codeOf.set(text, (code = levels.length));
      levels.push(text);
    }
    codes[row] = code;
  }
  let name = 'warnings';
  for (let n = 2; taken.includes(name); n++) name = `warnings (${n})`;
  return { name, kind: 'category', codes, levels };
}

function summaryOf(
  spec: AnswerSpec,
  scores: Float32Array,
  rows: number,
): Pick<ScoreReport, 'unanswered' | 'answered' | 'spread'> {
  if (spec.task === 'regression') {
    const known = scores.filter((score) => !Number.isNaN(score));
    const unanswered = rows - known.length;
    if (known.length === 0) return { unanswered, answered: [], spread: null };
    let [low, high, sum] = [Infinity, -Infinity, 0];
    for (const score of known) {
      low = Math.min(low, score);
      high = Math.max(high, score);
      sum += score;
    }
    return { unanswered, answered: [], spread: { low, mean: sum / known.length, high } };
  }
  const counts = new Int32Array(spec.classes.length);
  let unanswered = 0;
  for (let row = 0; row < rows; row++) {
    const at = answeredClass(spec, scores, row);
    if (at < 0) unanswered++;
    else counts[at]!++;
  }
  return {
    unanswered,
    answered: spec.classes.map((name, c) => ({ name, rows: counts[c]! })),
    spread: null,
  };
}
