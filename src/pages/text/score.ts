// What the section "Ask a version" says. Plain words first.

import type { WarningKind } from '../../core/input-warning.ts';
import { count, duration, plural } from '../../ui/format.ts';

export const scoreText = {
  // Which version
  version: 'Version that is asked',
  option: (number: number, roles: readonly string[]) =>
    roles.length > 0 ? `v${number} · ${roles.join(', ')}` : `v${number}`,
  none: 'There is no version to ask yet',
  noneDetail: 'Once a first model has been trained, it answers here for any row that you give it.',
  toTrain: 'Go and train one',
  derived: 'Its inputs were not noted when it was made',
  derivedDetail: (rows: string) =>
    `Kinds, ranges and values below are those of the rows that it learnt from, read from the open data (rows ${rows}). Where it learnt from edited rows they may differ.`,
  unknown: 'What this version reads can’t be said any more',
  unknownDetail: (names: string) =>
    `It was made before its inputs were noted, and the open data lacks a column that it reads. It reads: ${names}.`,
  weights: 'The weights of this version could not be read',
  loading: 'Getting its weights',

  // One row
  one: 'Ask about one row',
  oneSubtitle: 'The answer follows while you type; nothing is kept',
  fields: 'The row',
  manyFields: (n: number) => `The row: ${plural(n, 'field')}`,
  example: 'Fill in its example',
  known: 'Fill in a known row',
  fit: (low: string, high: string) => `learnt from ${low} to ${high}`,
  mayBeMissing: 'may be left empty',
  missing: 'missing',
  otherValue: 'another value…',
  otherOf: (name: string) => `Another value of ${name}`,
  backTo: (name: string) => `Choose ${name} from the list`,
  lookingBack: (names: string) =>
    `${names}: looks back at rows above. A row alone has none, so it counts as missing here; in a table it is worked out.`,

  // The answer
  answer: 'Answer',
  predicted: (target: string) => `Predicted ${target}`,
  noAnswer: 'no answer',
  noAnswerDetail: 'A gap in the row is filled by no step of its preparation, so nothing comes out.',
  unreadable: 'Mend the fields that can’t be read first.',
  probabilities: 'How likely it holds each answer to be',
  threshold: (name: string, from: string) => `“${name}” is answered from a probability of ${from} on.`,
  others: (n: number) => `${plural(n, 'other class', 'other classes')}, each less likely`,
  truth: (row: string, truth: string) => `Known row ${row}: it really was ${truth}.`,
  odd: 'What is odd about this row',
  nothingOdd: 'Every field is like what it learnt from.',

  warnings: {
    above: (value: string, low: string, high: string) =>
      `${value} is above everything it learnt from: ${low}–${high}`,
    below: (value: string, low: string, high: string) =>
      `${value} is below everything it learnt from: ${low}–${high}`,
    unknown: (value: string) => `“${value}” was in none of the rows that it learnt from`,
    missing: 'missing, and no row that it learnt from lacked it',
  },

  // A table
  many: 'Ask about a table',
  manySubtitle: 'A file, or rows pasted from a spreadsheet: read and answered on this machine, and not kept',
  expects: (names: string) => `It reads these columns: ${names}. Others may be there and are left alone.`,
  how: 'How it was read',
  answering: 'Answering',
  again: 'Answer again',
  fillIn: (n: number) => `Answer all the same, with ${n === 1 ? 'that column' : 'those columns'} missing`,
  putAway: 'Put this table away',
  failed: 'Nothing was answered',
  cancelled: 'Stopped before the end; the table is still here.',
  title: (name: string, rows: number) => `${name}: ${plural(rows, 'row')}`,
  took: (rows: number, ms: number) => `${plural(rows, 'row')} answered in ${duration(ms)}`,
  spread: (mean: string, low: string, high: string) => `${mean} on average, from ${low} to ${high}`,
  answered: 'Answers',
  answeredColumns: { name: 'Answer', rows: 'Rows' },
  unanswered: (n: number) =>
    `${plural(n, 'row')} got no answer: a gap in them is filled by no step of the preparation.`,
  absent: (names: string, n: number) =>
    `${names} ${n === 1 ? 'was' : 'were'} not in the table and counted as missing in every row.`,
  extra: (names: string, n: number) =>
    `Left alone, because it reads no such ${n === 1 ? 'column' : 'columns'}: ${names}.`,
  more: (n: number) => `${count(n)} more`,
  oddities: 'What is odd, by input (cells)',
  noOddities: 'Every cell is like what it learnt from.',
  oddRows: (odd: number, rows: number) => `${count(odd)} of ${plural(rows, 'row')} have something odd.`,
  oddColumns: {
    name: 'Input',
    below: 'Below',
    above: 'Above',
    unknown: 'Unknown',
    missing: 'Missing',
    unreadable: 'Unreadable',
  } satisfies Record<WarningKind | 'name', string>,
  show: 'Rows shown',
  allRows: 'All rows',
  onlyOdd: 'Only odd ones',
  rows: 'Rows with their answers',
  spreadsheets: 'For spreadsheets',
  spreadsheetsHelp: 'Texts that a spreadsheet would run as a formula get an apostrophe in front.',
  save: 'Save with answers as CSV',
  saved: (name: string) => `${name} was saved.`,
  file: (name: string, number: number) => `${name} answered by v${number}`,
};
