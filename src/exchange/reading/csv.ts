// Files of rows and cells: comma-, tab- and otherwise separated.
//
// The file is streamed: its bytes go through decoder and tokenizer into one builder per column, and are not kept. Where a
// column that began as numbers turns out to have other cells (a word in row 900,000), the file is read once more and
// that column kept as texts. The same happens when the bytes turn out not to be UTF-8 after all.

import type { AppError } from '../../core/errors.ts';
import { finishColumn, type Finished } from './column-kinds.ts';
import { CsvRows, type Wanted } from './csv-rows.ts';
import {
  bytesOf,
  Decoding,
  decodeSample,
  firstBytes,
  guessEncoding,
  guessSingleByte,
  notIn,
  refuseBinary,
  sampleBytes,
  WrongEncoding,
} from './decode.ts';
import { delimiterNames, detect, type Detected } from './detect.ts';
import { Pace } from './pace.ts';
import { Problems, refusal } from './problems.ts';
import type { CellRules } from './readings.ts';
import type { Dialect, Encoding, Guess, ReadCallbacks, ReadOptions, ReadResult } from './types.ts';

interface Plan {
  readonly rules: CellRules;
  readonly guesses: readonly Guess[];
  /** Characters at the beginning that are no rows: the line "sep=;". */
  readonly skip: number;
}

/**
 * @param name the file's, for messages.
 * @param encoded set when the text's encoding is known without looking: pasted text.
 * @throws AppError 'bad-file' naming file, line and what to do; 'bad-input' for a choice that cannot be; 'aborted'.
 */
export async function readCsv(
  name: string,
  blob: Blob,
  options: ReadOptions,
  callbacks: ReadCallbacks,
): Promise<ReadResult> {
  const sample = await firstBytes(name, blob, sampleBytes);
  const whole = sample.length === blob.size;
  const chosen = options.dialect?.encoding;
  const guessed = guessEncoding(sample, whole);
  refuseBinary(name, sample, chosen ?? guessed.encoding);
  const pace = new Pace(callbacks, blob.size);
  try {
    return await readIn(
      name,
      blob,
      sample,
      options,
      chosen ? null : guessed.guess,
      chosen ?? guessed.encoding,
      pace,
    );
  } catch (error) {
    if (!(error instanceof WrongEncoding)) throw error;
    const fallback = guessSingleByte(sample);
    if (chosen !== undefined || guessed.encoding !== 'utf-8')
      throw notIn(name, chosen ?? guessed.encoding, pace.rows + 1);
    const why = `near line ${pace.rows + 1} it is not valid UTF-8`;
    return readIn(name, blob, sample, options, { ...fallback.guess, why }, fallback.encoding, pace);
  }
}

async function readIn(
  name: string,
  blob: Blob,
  sample: Uint8Array,
  options: ReadOptions,
  encodingGuess: Guess | null,
  encoding: Encoding,
  pace: Pace,
): Promise<ReadResult> {
  const whole = sample.length === blob.size;
  const text = decodeSample(sample, encoding, whole);
  const problems = new Problems();
  const plan = makePlan(name, text, whole, options, encoding, problems);
  const wanted: Wanted = { kinds: options.kinds ?? {}, ragged: options.ragged ?? null, dictionary: null };
  const rows = new CsvRows(name, plan.rules, wanted, problems);
  await stream(name, blob, encoding, plan.skip, rows, pace);
  const { builders, quoting } = rows;
  const again = new Set(builders.flatMap((builder, i) => (builder.contradicted ? [i] : [])));
  let second: CsvRows | null = null;
  if (again.size > 0) {
    pace.doing = 'deciding the kinds of columns';
    second = new CsvRows(name, plan.rules, { ...wanted, dictionary: again }, new Problems(), quoting);
    await stream(name, blob, encoding, plan.skip, second, pace);
  }
  pace.doing = 'deciding the kinds of columns';
  const context = { rules: plan.rules, quoting, problems, place: 'line' } as const;
  const finished: Finished[] = [];
  for (const [i, builder] of builders.entries()) {
    if (rows.dropped(i)) continue;
    const from = again.has(i) ? second!.builders[i]! : builder;
    finished.push(finishColumn(from, rows.names[i]!, options.kinds?.[i] ?? null, { ...context, index: i }));
    await pace.turn();
  }
  pace.report();
  const guesses = [
    ...(encodingGuess ? [encodingGuess] : []),
    ...plan.guesses,
    ...dateGuess(finished, options),
  ];
  return {
    name,
    format: 'csv',
    table: { rows: rows.rows, columns: finished.map(({ column }) => column) },
    kinds: finished.map(({ kind }) => kind),
    image: null,
    dialect: plan.rules.dialect,
    guesses,
    problems: problems.list(),
    bytes: blob.size,
  };
}

async function stream(
  name: string,
  blob: Blob,
  encoding: Encoding,
  skip: number,
  rows: CsvRows,
  pace: Pace,
): Promise<void> {
  const decoding = new Decoding(encoding);
  let left = skip;
  const push = (text: string): void => {
    const cut = Math.min(left, text.length);
    left -= cut;
    rows.push(cut === 0 ? text : text.slice(cut));
  };
  pace.bytes = 0;
  for await (const bytes of bytesOf(name, blob)) {
    push(decoding.next(bytes));
    pace.bytes += bytes.length;
    pace.rows = rows.rows;
    await pace.turn();
  }
  push(decoding.end());
  rows.end();
  pace.rows = rows.rows;
}

function makePlan(
  name: string,
  text: string,
  whole: boolean,
  options: ReadOptions,
  encoding: Encoding,
  problems: Problems,
): Plan {
  const chosen = options.dialect ?? {};
  checkChosen(name, chosen);
  const sep = /^sep=(.)(?:\r\n|\n|\r)/i.exec(text);
  const separator = sep?.[1];
  const skip = sep?.[0].length ?? 0;
  if (skip > 0)
    problems.add('note', 'The first line says how cells are parted; it was left out.', { line: 1 });
  const given =
    separator !== undefined && chosen.delimiter === undefined ? { ...chosen, delimiter: separator } : chosen;
  const detected: Detected = detect(text.slice(skip), whole, given);
  const dialect: Dialect = {
    encoding,
    delimiter: detected.delimiter,
    quote: detected.quote,
    header: detected.header,
    decimal: detected.decimal,
    dates: chosen.dates ?? null,
  };
  const guesses = [...detected.guesses];
  if (given !== chosen)
    guesses.unshift({
      about: 'delimiter',
      value: detected.delimiter,
      sure: true,
      why: `the first line says so: sep=${delimiterNames.get(detected.delimiter) ?? detected.delimiter}`,
      alternatives: [],
    });
  return {
    rules: {
      dialect,
      decimalSure: detected.decimalSure,
      datesChosen: chosen.dates !== undefined && chosen.dates !== null,
    },
    guesses,
    skip,
  };
}

function checkChosen(name: string, { delimiter, quote }: Partial<Dialect>): void {
  const refuse = (what: string): AppError => refusal(name, what, 'Choose another one.');
  if (delimiter !== undefined && (delimiter.length !== 1 || /[\n\r"]/.test(delimiter)))
    throw refuse('cells can be parted by one character only, which is neither a line end nor a quote.');
  if (quote !== undefined && quote.length > 1) throw refuse('the quote must be one character or none.');
  if (quote && quote === delimiter) throw refuse('delimiter and quote must differ.');
}

/** Said only where the file has dates with the day or the month first. */
function dateGuess(finished: readonly Finished[], options: ReadOptions): Guess[] {
  if (options.dialect?.dates) return [];
  const orders = new Set(finished.flatMap(({ dates }) => (dates ? [dates] : [])));
  const open = finished.some(({ openDates }) => openDates);
  if (orders.size === 0 && !open) return [];
  const [order] = orders;
  const sure = orders.size === 1 && !open;
  return [
    {
      about: 'dates',
      value: orders.size === 1 ? order! : '',
      sure,
      why: sure
        ? 'days above 12 show which number is the day'
        : 'in some columns day and month could be either; their cells stay texts until you choose',
      alternatives: sure ? [] : ['day-first', 'month-first'],
    },
  ];
}
