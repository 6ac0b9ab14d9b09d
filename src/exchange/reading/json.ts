// JSON: a list of records, a list of rows below a row of names, columns by name, or such a list inside an object; and
// JSON lines, one record or row a line, which are streamed.
//
// JSON's own types only say so much (texts hold dates, numbers and "NA" in practice), so every cell is read as the same
// cell of a CSV file would be. Null and absent keys are missing.

import { columnNames } from './headers.ts';
import { finishColumn, type Finished } from './column-kinds.ts';
import {
  bytesOf,
  Decoding,
  firstBytes,
  guessEncoding,
  notIn,
  refuseBinary,
  sampleBytes,
  WrongEncoding,
} from './decode.ts';
import { JsonRows } from './json-rows.ts';
import { recordsOf } from './json-shapes.ts';
import { lookThrough, parseJson } from './json-text.ts';
import { Pace } from './pace.ts';
import { grouped, Problems, refusal } from './problems.ts';
import type { CellRules } from './readings.ts';
import type { Dialect, Encoding, ReadCallbacks, ReadOptions, ReadResult } from './types.ts';

/** A JSON file is parsed in one go, and its objects take several times its size. JSON lines have no such limit. */
export const largestJsonBytes = 256 * 1024 * 1024;
/** A record longer than this is none. */
const longestLine = 16_000_000;

interface Source {
  readonly name: string;
  readonly blob: Blob;
  readonly encoding: Encoding;
  readonly options: ReadOptions;
  readonly rules: CellRules;
  readonly problems: Problems;
  readonly pace: Pace;
}

/**
 * @param lines JSON lines.
 * @throws AppError 'bad-file' naming file, line and what to do; 'aborted'.
 */
export async function readJson(
  name: string,
  blob: Blob,
  lines: boolean,
  options: ReadOptions,
  callbacks: ReadCallbacks,
): Promise<ReadResult> {
  if (!lines && blob.size > largestJsonBytes)
    throw refusal(
      name,
      `it has ${grouped(blob.size)} bytes, and ${grouped(largestJsonBytes)} are the most for JSON.`,
      'Save it as JSON lines (one record a line) or as CSV.',
    );
  const sample = await firstBytes(name, blob, sampleBytes);
  const encoding = options.dialect?.encoding ?? guessEncoding(sample, sample.length === blob.size).encoding;
  refuseBinary(name, sample, encoding);
  const dialect: Dialect = {
    encoding,
    delimiter: ',',
    quote: '"',
    header: true,
    decimal: '.',
    dates: options.dialect?.dates ?? null,
  };
  const source: Source = {
    name,
    blob,
    encoding,
    options,
    rules: { dialect, decimalSure: true, datesChosen: dialect.dates !== null },
    problems: new Problems(),
    pace: new Pace(callbacks, blob.size),
  };
  try {
    return await (lines ? readLines(source) : readWhole(source));
  } catch (error) {
    if (error instanceof WrongEncoding) throw notIn(name, encoding, source.pace.rows + 1);
    throw error;
  }
}

const firstReading = ({ name, rules, options, problems }: Source): JsonRows =>
  new JsonRows(name, rules, { kinds: options.kinds ?? {}, dictionary: null }, problems);

const secondReading = ({ name, rules, options }: Source, first: JsonRows): JsonRows | null => {
  const again = new Set(first.builders.flatMap((builder, i) => (builder.contradicted ? [i] : [])));
  if (again.size === 0) return null;
  return new JsonRows(name, rules, { kinds: options.kinds ?? {}, dictionary: again }, new Problems());
};

async function readWhole(source: Source): Promise<ReadResult> {
  const { name, blob, encoding, pace } = source;
  const decoding = new Decoding(encoding);
  const parts: string[] = [];
  for await (const bytes of bytesOf(name, blob)) {
    parts.push(decoding.next(bytes));
    pace.bytes += bytes.length;
    await pace.turn();
  }
  parts.push(decoding.end());
  const looked = lookThrough(name, parts.join(''));
  parts.length = 0;
  const records = recordsOf(name, parseJson(name, looked.text), source.problems);
  const fill = async (rows: JsonRows): Promise<void> => {
    for (let i = 0; i < records.count; i++) {
      records.add(rows, i);
      pace.rows = i + 1;
      if (i % 1024 === 0) await pace.turn();
    }
  };
  const first = firstReading(source);
  await fill(first);
  const repeated = looked.keys - first.keys - records.otherKeys;
  if (repeated > 0) noteRepeated(source.problems, repeated);
  const second = secondReading(source, first);
  if (second) await fill(second);
  return finish(source, first, second, 'json');
}

const noteRepeated = (problems: Problems, count: number): void =>
  problems.add('warning', 'Records name a key twice; the last one counts.', { count });

async function readLines(source: Source): Promise<ReadResult> {
  const first = firstReading(source);
  const keys = await streamLines(source, first);
  if (keys > first.keys) noteRepeated(source.problems, keys - first.keys);
  const second = secondReading(source, first);
  if (second) await streamLines(source, second);
  return finish(source, first, second, 'json-lines');
}

/** @returns the number of keys in the text. */
async function streamLines(source: Source, rows: JsonRows): Promise<number> {
  const { name, blob, encoding, pace } = source;
  const decoding = new Decoding(encoding);
  let rest = '';
  let line = 0;
  let keys = 0;
  let header: string[] | null = null;
  const take = (text: string): void => {
    line++;
    if (text.trim() === '') return;
    const looked = lookThrough(name, text, line);
    const record = parseJson(name, looked.text, line);
    if (Array.isArray(record)) {
      if (!header) header = record.map(String);
      else if (record.length !== header.length)
        throw refusal(
          name,
          `the first line has ${grouped(header.length)} cells, but line ${grouped(line)} has ${grouped(record.length)}.`,
          'Correct the line.',
        );
      else rows.addCells(header, record, line);
    } else if (record !== null && typeof record === 'object') {
      keys += looked.keys;
      rows.add(record, line);
    } else throw refusal(name, `line ${grouped(line)} is neither a record nor a row.`, 'Correct the line.');
  };
  pace.bytes = 0;
  const push = (text: string, last: boolean): void => {
    const all = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = last ? '' : all.pop()!;
    if (rest.length > longestLine)
      throw refusal(
        name,
        `line ${grouped(line + all.length + 1)} has more than ${grouped(longestLine)} characters.`,
        'Put one record into each line.',
      );
    for (const each of all) take(each);
  };
  for await (const bytes of bytesOf(name, blob)) {
    push(decoding.next(bytes), false);
    pace.bytes += bytes.length;
    pace.rows = rows.rows;
    await pace.turn();
  }
  push(decoding.end(), true);
  return keys;
}

async function finish(
  source: Source,
  first: JsonRows,
  second: JsonRows | null,
  format: 'json' | 'json-lines',
): Promise<ReadResult> {
  const { name, options, problems, pace, rules, blob } = source;
  if (first.rows === 0 || first.builders.length === 0)
    throw refusal(name, 'it has no data rows.', 'Choose a file with at least one record.');
  pace.doing = 'deciding the kinds of columns';
  const names = columnNames(first.names, 1, problems);
  const place = format === 'json' ? 'row' : 'line';
  const context = { rules, quoting: first.quoting, problems, place } as const;
  const finished: Finished[] = [];
  for (const [i, builder] of first.builders.entries()) {
    const from = builder.contradicted ? second!.builders[i]! : builder;
    finished.push(finishColumn(from, names[i]!, options.kinds?.[i] ?? null, { ...context, index: i }));
    await pace.turn();
  }
  pace.report();
  return {
    name,
    format,
    table: { rows: first.rows, columns: finished.map(({ column }) => column) },
    kinds: finished.map(({ kind }) => kind),
    image: null,
    dialect: null,
    guesses: [],
    problems: problems.list(),
    bytes: blob.size,
  };
}
