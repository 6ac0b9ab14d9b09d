// Everything that a formula can do with values: signs, words and functions, each with the types it takes.

import type { ValueType, Vector } from './expression-tree.ts';
import {
  choice,
  each,
  pairs,
  textFigures,
  textPairs,
  textsChanged,
  textsOf,
  valuesOf,
} from './expression-vectors.ts';

interface Operation {
  /** What it takes, in words, for the message when it gets something else. */
  readonly takes: string;
  /** Type of the result; null when it does not take such arguments. */
  typeOf(args: readonly ValueType[]): ValueType | null;
  run(args: readonly Vector[]): Vector;
}

const dayMs = 86_400_000;
const lastTime = 8.64e15;

const signature =
  (takes: readonly ValueType[], gives: ValueType) =>
  (args: readonly ValueType[]): ValueType | null =>
    args.length === takes.length && takes.every((type, i) => type === args[i]) ? gives : null;

const ofNumber = (f: (x: number) => number): Operation => ({
  takes: 'one number',
  typeOf: signature(['number'], 'number'),
  run: ([x]) => each(x!, 'number', f),
});

const ofNumbers = (f: (x: number, y: number) => number): Operation => ({
  takes: 'two numbers',
  typeOf: signature(['number', 'number'], 'number'),
  run: ([x, y]) => pairs(x!, y!, 'number', f),
});

const ofTime = (f: (time: Date) => number): Operation => ({
  takes: 'one time',
  typeOf: signature(['time'], 'number'),
  run: ([x]) => each(x!, 'number', (ms) => f(new Date(ms))),
});

const ofText = (f: (text: string) => string): Operation => ({
  takes: 'one text',
  typeOf: signature(['text'], 'text'),
  run: ([x]) => textsChanged(textsOf(x!), f),
});

const ofTexts = (f: (text: string, other: string) => boolean): Operation => ({
  takes: 'two texts',
  typeOf: signature(['text', 'text'], 'boolean'),
  run: ([x, y]) => textPairs(textsOf(x!), textsOf(y!), f),
});

/** The least or greatest of one or more numbers or times; missing when any is. */
const extreme = (f: (x: number, y: number) => number): Operation => ({
  takes: 'numbers, or times',
  typeOf: ([first, ...rest]) =>
    (first === 'number' || first === 'time') && rest.every((type) => type === first) ? first : null,
  run: ([first, ...rest]) =>
    rest.reduce((found, next) => pairs(found, next, first!.type === 'time' ? 'time' : 'number', f), first!),
});

function comparison(f: (x: number, y: number) => boolean, g: (x: string, y: string) => boolean): Operation {
  return {
    takes: 'two values of the same kind',
    typeOf: ([x, y, ...more]) => (x === y && more.length === 0 ? 'boolean' : null),
    run: ([x, y]) =>
      x!.type === 'text'
        ? textPairs(x!, textsOf(y!), g)
        : pairs(x!, y!, 'boolean', (a, b) => (f(a, b) ? 1 : 0)),
  };
}

/** Kleene's three-valued logic: `decisive` wins also against what is missing. */
const logic = (decisive: 0 | 1): Operation => ({
  takes: 'two conditions',
  typeOf: signature(['boolean', 'boolean'], 'boolean'),
  run: ([x, y]) => {
    const a = valuesOf(x!);
    const b = valuesOf(y!);
    const values = a.map((is, row) =>
      is === decisive || b[row] === decisive ? decisive : Number.isNaN(is) ? NaN : b[row]!,
    );
    return { type: 'boolean', values };
  },
});

/** Times move by days; what lies outside the calendar (year 275760) is missing. */
const shifted = (direction: 1 | -1) => (time: number, days: number) => {
  const moved = time + direction * days * dayMs;
  return Math.abs(moved) <= lastTime ? moved : NaN;
};

/** The remainder has the sign of the divisor, so that (x % 24) of an hour before midnight is an hour. */
function remainder(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
}

const plus: Operation = {
  takes: 'two numbers, or a time and a number of days',
  typeOf: ([x, y, ...more]) =>
    more.length > 0 || y !== 'number' ? null : x === 'number' || x === 'time' ? x : null,
  run: ([x, y]) =>
    x!.type === 'time' ? pairs(x!, y!, 'time', shifted(1)) : pairs(x!, y!, 'number', (a, b) => a + b),
};

const minus: Operation = {
  takes: 'two numbers, two times, or a time and a number of days',
  typeOf: ([x, y, ...more]) => {
    if (more.length > 0 || (x !== 'number' && x !== 'time')) return null;
    if (y === 'number') return x;
    return x === 'time' && y === 'time' ? 'number' : null;
  },
  run: ([x, y]) => {
    if (x!.type !== 'time') return pairs(x!, y!, 'number', (a, b) => a - b);
    if (y!.type === 'time') return pairs(x!, y!, 'number', (a, b) => (a - b) / dayMs);
    return pairs(x!, y!, 'time', shifted(-1));
  },
};

export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['+', plus],
  ['-', minus],
  ['*', ofNumbers((x, y) => x * y)],
  ['/', ofNumbers((x, y) => x / y)],
  ['%', ofNumbers(remainder)],
  ['^', ofNumbers((x, y) => x ** y)],
  ['minus', ofNumber((x) => -x)],
  [
    '==',
    comparison(
      (x, y) => x === y,
      (x, y) => x === y,
    ),
  ],
  [
    '!=',
    comparison(
      (x, y) => x !== y,
      (x, y) => x !== y,
    ),
  ],
  [
    '<',
    comparison(
      (x, y) => x < y,
      (x, y) => x < y,
    ),
  ],
  [
    '<=',
    comparison(
      (x, y) => x <= y,
      (x, y) => x <= y,
    ),
  ],
  [
    '>',
    comparison(
      (x, y) => x > y,
      (x, y) => x > y,
    ),
  ],
  [
    '>=',
    comparison(
      (x, y) => x >= y,
      (x, y) => x >= y,
    ),
  ],
  ['and', logic(0)],
  ['or', logic(1)],
  [
    'not',
    {
      takes: 'one condition',
      typeOf: signature(['boolean'], 'boolean'),
      run: ([x]) => each(x!, 'boolean', (is) => 1 - is),
    },
  ],
]);

/** What may be written as name(…). Their results are missing where an argument is, `missing` itself apart. */
export const functions: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [
    'missing',
    {
      takes: 'one value',
      typeOf: (args) => (args.length === 1 ? 'boolean' : null),
      run: ([x]) => ({
        type: 'boolean',
        values:
          x!.type === 'text'
            ? Float64Array.from(x!.codes, (code) => Number(code < 0))
            : valuesOf(x!).map((value) => Number(Number.isNaN(value))),
      }),
    },
  ],
  ['abs', ofNumber(Math.abs)],
  ['log', ofNumber(Math.log)],
  ['exp', ofNumber(Math.exp)],
  ['sqrt', ofNumber(Math.sqrt)],
  ['floor', ofNumber(Math.floor)],
  ['ceil', ofNumber(Math.ceil)],
  // Halves go up, as at school, also below zero: round(-2.5) is -2.
  ['round', ofNumber(Math.round)],
  ['min', extreme(Math.min)],
  ['max', extreme(Math.max)],
  [
    'if',
    {
      takes: 'a condition and two values of the same kind',
      typeOf: ([is, yes, no, ...more]) =>
        is === 'boolean' && yes === no && !more.length ? (yes ?? null) : null,
      run: ([is, yes, no]) => choice(valuesOf(is!), yes!, no!),
    },
  ],
  ['lower', ofText((text) => text.toLowerCase())],
  ['upper', ofText((text) => text.toUpperCase())],
  ['contains', ofTexts((text, part) => text.includes(part))],
  ['starts_with', ofTexts((text, part) => text.startsWith(part))],
  [
    'length',
    {
      takes: 'one text',
      typeOf: signature(['text'], 'number'),
      run: ([x]) => textFigures(textsOf(x!), (text) => Array.from(text).length),
    },
  ],
  ['year', ofTime((time) => time.getUTCFullYear())],
  ['month', ofTime((time) => time.getUTCMonth() + 1)],
  ['day', ofTime((time) => time.getUTCDate())],
  // Monday 1 … Sunday 7, as in ISO 8601.
  ['weekday', ofTime((time) => ((time.getUTCDay() + 6) % 7) + 1)],
  ['hour', ofTime((time) => time.getUTCHours())],
]);

/** The operation of a sign, word or function. @throws RangeError for another. */
export function operationOf(name: string): Operation {
  const operation = operations.get(name) ?? functions.get(name);
  if (!operation) throw new RangeError(`Formulas have no operation "${name}".`);
  return operation;
}
