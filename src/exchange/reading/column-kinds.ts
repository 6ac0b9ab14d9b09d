// What a column is, decided when all of its cells are known.

import type { FieldKind } from '../../core/schema.ts';
import type { Column } from '../../core/table.ts';
import type { ColumnBuilder, Level } from './column-builder.ts';
import type { Problems } from './problems.ts';
import {
  chosenReading,
  decideReading,
  isBareNumber,
  readAs,
  type Decision,
  type Reading,
} from './readings.ts';
import { SignsMet } from './signs.ts';
import { isMissingText } from './spellings.ts';
import { noteDoubt, noteMissing, noteQuotedNumbers, noteSigns, noteUnfit } from './column-notes.ts';
import type { ColumnContext } from './column-context.ts';
import { noteMixture } from './column-mixture.ts';
import { noteKeptWords, noteLeftOut, noteMissingWords } from './column-losses.ts';
import { emptyColumnSpellings, kindOfTexts, looksLikeIds } from './column-rules.ts';

export interface Finished {
  readonly column: Column;
  readonly kind: FieldKind;
  /** Order of d/m/y dates that the column was read with. */
  readonly dates: 'day-first' | 'month-first' | null;
  /** d/m/y dates whose order is open. */
  readonly openDates: boolean;
}

export function finishColumn(
  builder: ColumnBuilder,
  name: string,
  chosen: FieldKind | null,
  context: ColumnContext,
): Finished {
  const finished = builder.reading
    ? finishNumbers(builder, builder.reading, name, chosen, context)
    : finishDictionary(builder, name, chosen, context);
  if (chosen === null) noteLeftOut(finished, context);
  return finished;
}

function finishNumbers(
  builder: ColumnBuilder,
  reading: Reading,
  name: string,
  chosen: FieldKind | null,
  { problems }: ColumnContext,
): Finished {
  for (const { text, line, count } of builder.missing.values())
    noteMissing(problems, name, text, line, count);
  if (builder.infinite) noteInfinite(problems, name, builder.infinite.line, builder.infinite.count);
  noteSigns(problems, name, reading, builder.signs);
  const values = builder.values.take();
  if (builder.offending && chosen)
    noteUnfit(
      problems,
      name,
      chosen,
      [builder.offending.text],
      builder.offending.line,
      builder.offending.count,
    );
  return numberColumn(
    name,
    values,
    reading,
    { whole: builder.whole, plain: builder.plain },
    chosen,
    problems,
  );
}

const noteInfinite = (problems: Problems, column: string, line: number, count: number): void =>
  problems.add('warning', 'Infinite or too large for a number: counts as missing.', { column, line, count });

interface Written {
  readonly whole: boolean;
  readonly plain: boolean;
}

function numberColumn(
  name: string,
  values: Float64Array,
  reading: Reading,
  written: Written,
  chosen: FieldKind | null,
  problems: Problems,
): Finished {
  const done = (column: Column, kind: FieldKind): Finished => ({
    column,
    kind,
    dates: reading.as === 'time' ? reading.order : null,
    openDates: false,
  });
  if (reading.as === 'time') return done({ name, kind: 'time', values }, 'time');
  if (reading.as === 'boolean' || chosen === 'boolean')
    return done({ name, kind: 'boolean', values }, 'boolean');
  if (chosen === 'integer') {
    dropFractions(name, values, problems);
    return done({ name, kind: 'integer', values }, 'integer');
  }
  if (chosen !== null || !written.whole)
    return done({ name, kind: 'number', values }, chosen === 'image' ? 'image' : 'number');
  if (written.plain && looksLikeIds(name, values)) {
    const levels = Array.from(values, String);
    return done(
      { name, kind: 'category', codes: Int32Array.from(levels, (_, i) => i), levels },
      'identifier',
    );
  }
  return done({ name, kind: 'integer', values }, 'integer');
}

function dropFractions(name: string, values: Float64Array, problems: Problems): void {
  let count = 0;
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i]!) && !Number.isInteger(values[i]!)) {
      values[i] = NaN;
      count++;
    }
  if (count > 0)
    problems.add('warning', 'Not whole numbers, as was chosen: count as missing.', { column: name, count });
}

function finishDictionary(
  builder: ColumnBuilder,
  name: string,
  chosen: FieldKind | null,
  context: ColumnContext,
): Finished {
  const { rules, quoting, problems } = context;
  const { levels } = builder;
  const codes = builder.codes.take();
  const textual = chosen === 'category' || chosen === 'text' || chosen === 'identifier';
  // Whoever says that the cells are words means "NA", too.
  const missing = levels.map(
    ({ text, inQuotes }) => (textual ? text === '' : isMissingText(text)) && (!inQuotes || quoting.habit),
  );
  const missingLevels = levels.filter((_, i) => missing[i]);
  const noteAllMissing = (): void => {
    for (const { text, line, count } of missingLevels) noteMissing(problems, name, text, line, count);
  };
  // Empty cells in quotes are empty texts among texts, and missing among anything else.
  const present = levels.filter(({ text }, i) => !missing[i] && text !== '');
  const texts = present.map(({ text }) => text);
  if (present.length === 0 && chosen === null && levels.every((_, i) => missing[i])) {
    noteAllMissing();
    return emptyColumn(name, levels, codes.length);
  }
  if (chosen !== null && !textual) {
    noteAllMissing();
    const family = chosen === 'time' || chosen === 'boolean' ? chosen : 'number';
    const reading = chosenReading(
      family,
      texts,
      present.map(({ count }) => count),
      rules,
    );
    return fromLevels(name, levels, codes, reading, chosen, problems);
  }
  const spoken = !quoting.habit && present.some(({ inQuotes }) => inQuotes);
  const decision: Decision =
    chosen === null && !spoken ? decideReading(texts, rules) : { reading: null, doubt: null };
  if (decision.reading) {
    noteAllMissing();
    return fromLevels(name, levels, codes, decision.reading, null, problems);
  }
  let mixed = false;
  if (chosen === null) {
    if (decision.doubt) noteDoubt(problems, name, decision.doubt, present[0]!);
    else if (!spoken || !noteQuotedNumbers(problems, name, present, rules))
      mixed = noteMixture(name, present, context);
  }
  const kind = chosen ?? (mixed ? 'category' : kindOfTexts(present));
  if (chosen === null) noteMissingWords(name, missingLevels, present, context);
  else
    noteKeptWords(
      problems,
      name,
      chosen,
      present.filter(({ text, inQuotes }) => isMissingText(text) && (!inQuotes || quoting.habit)),
    );
  return {
    column: categoryColumn(name, levels, codes, missing),
    kind,
    dates: null,
    openDates: decision.doubt === 'dates' || decision.doubt === 'dates-contradict',
  };
}

function emptyColumn(name: string, levels: readonly Level[], rows: number): Finished {
  const spelling = levels.length === 1 ? levels[0]!.text : '';
  const kind = Object.entries(emptyColumnSpellings).find(([, text]) => text === spelling)?.[0] ?? 'number';
  const done = (column: Column, fieldKind: FieldKind): Finished => ({
    column,
    kind: fieldKind,
    dates: null,
    openDates: false,
  });
  if (kind === 'category')
    return done({ name, kind, codes: new Int32Array(rows).fill(-1), levels: [] }, 'category');
  const values = new Float64Array(rows).fill(NaN);
  if (kind === 'time' || kind === 'integer' || kind === 'boolean') return done({ name, kind, values }, kind);
  return done({ name, kind: 'number', values }, 'number');
}

/** @param chosen a kind that the person chose: cells that do not fit become missing, and are told. */
function fromLevels(
  name: string,
  levels: readonly Level[],
  codes: Int32Array,
  reading: Reading,
  chosen: FieldKind | null,
  problems: Problems,
): Finished {
  let whole = true;
  let plain = true;
  let finite = 0;
  const unfit: Level[] = [];
  const sign = reading.as === 'number' ? reading.sign : null;
  const signs = new SignsMet();
  const valueOf = Float64Array.from(levels, (level) => {
    const { text } = level;
    if (isMissingText(text)) return NaN;
    const bare = !sign || isBareNumber(reading, text, 0, text.length);
    const value = readAs(reading, text, 0, text.length);
    if (Number.isNaN(value) || (chosen === 'boolean' && value !== 0 && value !== 1)) {
      unfit.push(level);
      return NaN;
    }
    if (sign && !bare) signs.add(sign, text, level.line, level.count);
    if (value === Infinity || value === -Infinity) {
      noteInfinite(problems, name, level.line, level.count);
      return NaN;
    }
    finite++;
    if (reading.as === 'number') {
      whole &&= reading.numbers.whole;
      plain &&= reading.numbers.plain;
    }
    return value;
  });
  noteSigns(problems, name, reading, signs);
  if (chosen && unfit.length > 0)
    noteUnfit(
      problems,
      name,
      chosen,
      unfit.map(({ text }) => text),
      unfit[0]!.line,
      unfit.reduce((sum, { count }) => sum + count, 0),
    );
  const values = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) values[i] = valueOf[codes[i]!]!;
  return numberColumn(name, values, reading, { whole: whole && finite > 0, plain }, chosen, problems);
}

/** Missing levels become −1; the same text with and without needless quotes becomes one. */
function categoryColumn(
  name: string,
  levels: readonly Level[],
  codes: Int32Array,
  missing: readonly boolean[],
): Column {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const final = Int32Array.from(levels, ({ text }, i) => {
    if (missing[i]) return -1;
    let code = numbers.get(text);
    if (code === undefined) {
      code = texts.push(text) - 1;
      numbers.set(text, code);
    }
    return code;
  });
  for (let i = 0; i < codes.length; i++) codes[i] = final[codes[i]!]!;
  return { name, kind: 'category', codes, levels: texts };
}
