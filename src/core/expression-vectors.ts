// Work on whole columns of a formula at once. What is missing stays missing, unless a function says otherwise.

import type { Vector } from './expression-tree.ts';

export type TextVector = Extract<Vector, { type: 'text' }>;
type NumberVector = Extract<Vector, { values: Float64Array }>;

/** @throws TypeError for texts: the parser has checked the types, so that would be a fault of the page. */
export function valuesOf(vector: Vector): Float64Array {
  if (vector.type === 'text') throw new TypeError('A formula worked with texts where numbers belong.');
  return vector.values;
}

/** @throws TypeError for anything but texts. */
export function textsOf(vector: Vector): TextVector {
  if (vector.type !== 'text') throw new TypeError('A formula worked with numbers where texts belong.');
  return vector;
}

/** Results that are not finite (1 / 0, log(0), 1e308 * 10) are missing. */
export function each(vector: Vector, type: NumberVector['type'], f: (x: number) => number): Vector {
  const x = valuesOf(vector);
  const values = new Float64Array(x.length);
  for (let row = 0; row < x.length; row++) {
    const value = Number.isNaN(x[row]!) ? NaN : f(x[row]!);
    values[row] = value - value === 0 ? value : NaN;
  }
  return { type, values };
}

/** As `each`, of two vectors; missing where either is. */
export function pairs(
  first: Vector,
  second: Vector,
  type: NumberVector['type'],
  f: (x: number, y: number) => number,
): Vector {
  const x = valuesOf(first);
  const y = valuesOf(second);
  const values = new Float64Array(x.length);
  for (let row = 0; row < x.length; row++) {
    const a = x[row]!;
    const b = y[row]!;
    const value = Number.isNaN(a) || Number.isNaN(b) ? NaN : f(a, b);
    values[row] = value - value === 0 ? value : NaN;
  }
  return { type, values };
}

/** True or false for two texts. Where one is a constant, each level is asked once. */
export function textPairs(
  first: TextVector,
  second: TextVector,
  f: (a: string, b: string) => boolean,
): Vector {
  const values = new Float64Array(first.codes.length);
  const only = second.levels.length === 1 ? second.levels[0]! : null;
  const answers = only === null ? null : Float64Array.from(first.levels, (text) => Number(f(text, only)));
  for (let row = 0; row < values.length; row++) {
    const a = first.codes[row]!;
    const b = second.codes[row]!;
    values[row] =
      a < 0 || b < 0 ? NaN : answers ? answers[a]! : Number(f(first.levels[a]!, second.levels[b]!));
  }
  return { type: 'boolean', values };
}

/** A figure of each text, worked out once per level. */
export function textFigures(texts: TextVector, f: (text: string) => number): Vector {
  const figures = Float64Array.from(texts.levels, f);
  const values = new Float64Array(texts.codes.length);
  for (let row = 0; row < values.length; row++) {
    const code = texts.codes[row]!;
    values[row] = code < 0 ? NaN : figures[code]!;
  }
  return { type: 'number', values };
}

/** Each text changed; texts that become the same share a level. */
export function textsChanged(texts: TextVector, f: (text: string) => string): TextVector {
  const { levels, numbers } = distinct(texts.levels.map(f));
  return { type: 'text', codes: texts.codes.map((code) => (code < 0 ? -1 : numbers[code]!)), levels };
}

/** The first where `condition` is true, the second where it is false, missing where it is missing. */
export function choice(condition: Float64Array, yes: Vector, no: Vector): Vector {
  if (yes.type !== 'text' || no.type !== 'text') {
    const a = valuesOf(yes);
    const b = valuesOf(no);
    const values = condition.map((is, row) => (is === 1 ? a[row]! : is === 0 ? b[row]! : NaN));
    return { type: yes.type === 'text' ? 'number' : yes.type, values };
  }
  const { levels, numbers } = distinct([...yes.levels, ...no.levels]);
  const shift = yes.levels.length;
  const codes = Int32Array.from(condition, (is, row) => {
    if (is === 1) return numbers[yes.codes[row]!] ?? -1;
    const code = is === 0 ? no.codes[row]! : -1;
    return code < 0 ? -1 : numbers[code + shift]!;
  });
  return { type: 'text', codes, levels };
}

/** Each text once, in order of first appearance, and the new number of every text given. */
function distinct(texts: readonly string[]): { levels: string[]; numbers: Int32Array } {
  const seen = new Map<string, number>();
  const numbers = Int32Array.from(texts, (text) => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    seen.set(text, seen.size);
    return seen.size - 1;
  });
  return { levels: [...seen.keys()], numbers };
}
