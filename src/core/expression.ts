// Formulas over the columns of a row, read and worked out without handing text to JavaScript.
//
//   temp * 1.8 + 32        hour in [7, 8, 17] and not holiday        if(missing(`wind speed`), 0, `wind speed`)
//
// Weakest first: or, and, not, one comparison (== != < <= > >=, in [..], not in [..]), + and -, * / %, unary -, ^ (from
// the right). Texts stand in 'single' or "double" quotes, odd column names in `back quotes`; a doubled quote is one.
// Types are checked when a formula is read: nothing is turned into another type in silence. Times minus times are days.
// Missing cells: every sign and function gives missing for them, except missing(x), and/or (Kleene: false and missing is
// false, true or missing is true), and the branch of if() that is not taken. A result that is no finite number is missing.

import { operationOf, operations, functions } from './expression-operations.ts';
import type { Expression, Node, ValueType, Vector } from './expression-tree.ts';
import { formulaError, tokensOf, type Token } from './expression-tokens.ts';
import { isoTime } from './iso-time.ts';
import { AppError } from './errors.ts';
import { columnOf, isCategory, type Column, type ColumnKind, type Table } from './table.ts';

const deepest = 60;
const typeWords: Readonly<Record<ValueType, string>> = {
  number: 'a number',
  text: 'a text',
  boolean: 'true or false',
  time: 'a time',
};
const words = new Set(['and', 'or', 'not', 'in', 'true', 'false']);
const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=', 'in', 'not']);

const typeOfKind = (kind: ColumnKind): ValueType =>
  kind === 'category' ? 'text' : kind === 'integer' ? 'number' : kind;

/**
 * @param columns those that the formula may name.
 * @throws AppError 'bad-input' that names the place in the formula.
 */
export function parseExpression(
  text: string,
  columns: readonly { readonly name: string; readonly kind: ColumnKind }[],
): Expression {
  const types = new Map(columns.map(({ name, kind }) => [name, typeOfKind(kind)]));
  const tokens = tokensOf(text);
  const used = new Set<string>();
  let at = 0;
  let depth = 0;

  const here = (): Token => tokens[at]!;
  /** The sign or word at hand, or an empty text where there is neither. */
  const sign = (): string =>
    here().kind === 'sign' || (here().kind === 'name' && words.has(here().text)) ? here().text : '';
  const said = ({ kind, text: token }: Token): string =>
    kind === 'end' ? 'the formula ends' : `it says "${token}"`;
  const wanted = (what: string): AppError =>
    formulaError(here().at, `${what} is expected where ${said(here())}`);
  const expect = (mark: string): void => {
    if (sign() !== mark) throw wanted(`"${mark}"`);
    at++;
  };
  const call = (operation: string, args: Node[], place: number): Node => {
    const { takes, typeOf } = operationOf(operation);
    const given = args.map(({ type }) => type);
    const type = typeOf(given);
    if (type !== null) return { op: 'call', type, operation, args };
    const hint =
      operations.has(operation) && given.includes('time') && given.includes('text')
        ? ` (write a time as date('2024-01-31'))`
        : '';
    const got = given.map((each) => typeWords[each]).join(' and ') || 'nothing';
    const name = operation === 'minus' ? '-' : operation;
    throw formulaError(place, `"${name}" takes ${takes}, not ${got}${hint}`);
  };
  /** Signs of one strength, from the left. */
  const chain = (signs: readonly string[], part: () => Node): Node => {
    let left = part();
    while (signs.includes(sign())) {
      const { text: operation, at: place } = tokens[at++]!;
      left = call(operation, [left, part()], place);
    }
    return left;
  };
  const nested = (part: () => Node): Node => {
    if (++depth > deepest) throw formulaError(here().at, `the formula is nested more than ${deepest} deep`);
    const node = part();
    depth--;
    return node;
  };

  const or = (): Node => chain(['or'], and);
  const and = (): Node => chain(['and'], not);
  const not = (): Node => {
    if (sign() !== 'not') return comparison();
    const place = tokens[at++]!.at;
    return call('not', [nested(not)], place);
  };
  const comparison = (): Node => {
    const left = sum();
    const mark = sign();
    if (!comparisons.has(mark)) return left;
    const place = tokens[at++]!.at;
    let node: Node;
    if (mark === 'in') node = list(left);
    else if (mark === 'not') {
      expect('in');
      node = call('not', [list(left)], place);
    } else node = call(mark, [left, sum()], place);
    if (comparisons.has(sign()))
      throw formulaError(here().at, 'a second comparison follows; join two with "and", or use brackets');
    return node;
  };
  const list = (of: Node): Node => {
    expect('[');
    const values: (number | string)[] = [];
    do {
      const place = here().at;
      const node = constant();
      if (node.type !== of.type)
        throw formulaError(
          place,
          `the list holds ${typeWords[node.type]}, but ${typeWords[of.type]} is looked for`,
        );
      values.push(node.value);
    } while (sign() === ',' && ++at);
    expect(']');
    return { op: 'in', type: 'boolean', of, values };
  };
  const constant = (): Extract<Node, { op: 'constant' }> => {
    const node = power();
    if (node.op === 'constant') return node;
    const [negative] = node.op === 'call' && node.operation === 'minus' ? node.args : [];
    if (negative?.op === 'constant')
      return { op: 'constant', type: 'number', value: -Number(negative.value) };
    throw formulaError(tokens[at - 1]!.at, 'a list holds numbers, texts, times, true or false');
  };
  const sum = (): Node => chain(['+', '-'], product);
  const product = (): Node => chain(['*', '/', '%'], power);
  const power = (): Node => {
    if (sign() === '-') {
      const place = tokens[at++]!.at;
      return call('minus', [nested(power)], place);
    }
    const base = value();
    if (sign() !== '^') return base;
    const place = tokens[at++]!.at;
    return call('^', [base, nested(power)], place);
  };
  const value = (): Node => {
    const token = here();
    if (sign() === '(') {
      at++;
      const node = nested(or);
      expect(')');
      return node;
    }
    if (sign() === 'true' || sign() === 'false') {
      at++;
      return { op: 'constant', type: 'boolean', value: Number(token.text === 'true') };
    }
    if (token.kind === 'number') {
      at++;
      const figure = Number(token.text);
      if (!Number.isFinite(figure)) throw formulaError(token.at, `${token.text} is too large a number`);
      return { op: 'constant', type: 'number', value: figure };
    }
    if (token.kind === 'text') {
      at++;
      return { op: 'constant', type: 'text', value: token.text };
    }
    const name = token.kind === 'quoted-name' || (token.kind === 'name' && !words.has(token.text));
    if (!name) throw wanted('a value');
    at++;
    if (token.kind === 'name' && sign() === '(') return called(token);
    const type = types.get(token.text);
    if (type === undefined) throw formulaError(token.at, unknownColumn(token.text, columns));
    used.add(token.text);
    return { op: 'column', type, name: token.text };
  };
  const called = ({ text: name, at: place }: Token): Node => {
    if (name !== 'date' && !functions.has(name))
      throw formulaError(
        place,
        `there is no function "${name}"; there are ${[...functions.keys(), 'date'].join(', ')}`,
      );
    expect('(');
    const args: Node[] = [];
    if (sign() !== ')') {
      do args.push(nested(or));
      while (sign() === ',' && ++at);
    }
    expect(')');
    if (name !== 'date') return call(name, args, place);
    const [only] = args;
    const time = args.length === 1 && only!.op === 'constant' ? isoTime(String(only!.value)) : null;
    if (time === null)
      throw formulaError(place, `date takes one text such as '2024-01-31' or '2024-01-31 13:05'`);
    return { op: 'constant', type: 'time', value: time };
  };

  const root = or();
  if (here().kind !== 'end') throw wanted('a sign or the end');
  return { text, type: root.type, root, columns: [...used] };
}

function unknownColumn(name: string, columns: readonly { readonly name: string }[]): string {
  const other = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (other) return `there is no column "${name}", but there is "${other.name}"`;
  const names = columns.slice(0, 12).map((column) => column.name);
  return `there is no column "${name}"; there are ${names.join(', ')}${columns.length > 12 ? ' …' : ''}. Texts stand in quotes`;
}

/**
 * Works a formula out for every row.
 * @param table has the columns that it names, in the kinds that it was read with.
 * @returns a column of kind number, category, boolean or time called `name`.
 * @throws AppError 'bad-input' when a column has become another kind; RangeError when there is none of that name.
 */
export function evaluate(expression: Expression, table: Table, name = expression.text): Column {
  const vector = vectorOf(expression.root, table);
  if (vector.type === 'text') return { name, kind: 'category', codes: vector.codes, levels: vector.levels };
  return { name, kind: vector.type, values: vector.values };
}

/** Rows for which a condition is true, ascending; rows for which it is missing are not among them. */
export function rowsWhere(expression: Expression, table: Table): Int32Array {
  if (expression.type !== 'boolean')
    throw new AppError(
      'bad-input',
      `"${expression.text}" gives ${typeWords[expression.type]}, where a condition is needed. Nothing was changed; ` +
        `write a comparison, such as hour > 23.`,
    );
  const vector = vectorOf(expression.root, table);
  const values = vector.type === 'text' ? new Float64Array(0) : vector.values;
  let count = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === 1) count++;
  const rows = new Int32Array(count);
  for (let row = 0, to = 0; row < values.length; row++) if (values[row] === 1) rows[to++] = row;
  return rows;
}

function vectorOf(node: Node, table: Table): Vector {
  const { rows } = table;
  switch (node.op) {
    case 'constant':
      return typeof node.value === 'string'
        ? { type: 'text', codes: new Int32Array(rows), levels: [node.value] }
        : {
            type: node.type === 'text' ? 'number' : node.type,
            values: new Float64Array(rows).fill(node.value),
          };
    case 'column':
      return columnVector(columnOf(table, node.name), node.type);
    case 'in': {
      const vector = vectorOf(node.of, table);
      const wanted = new Set(node.values);
      if (vector.type === 'text') {
        const is = vector.levels.map((level) => Number(wanted.has(level)));
        return { type: 'boolean', values: Float64Array.from(vector.codes, (code) => is[code] ?? NaN) };
      }
      const values = vector.values.map((value) => (Number.isNaN(value) ? NaN : Number(wanted.has(value))));
      return { type: 'boolean', values };
    }
    case 'call':
      return operationOf(node.operation).run(node.args.map((arg) => vectorOf(arg, table)));
  }
}

function columnVector(column: Column, type: ValueType): Vector {
  if (typeOfKind(column.kind) !== type)
    throw new AppError(
      'bad-input',
      `"${column.name}" held ${typeWords[type]} when the formula was written and is of kind ${column.kind} now. ` +
        `Nothing was changed; correct the formula.`,
    );
  if (isCategory(column)) return { type: 'text', codes: column.codes, levels: column.levels };
  return { type: column.kind === 'integer' ? 'number' : column.kind, values: column.values };
}
