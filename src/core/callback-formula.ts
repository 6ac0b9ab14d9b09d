// Formulas over single figures (a learning rate, the log of an epoch): the page's formula language over a table of one row.

import { AppError } from './errors.ts';
import { evaluate, parseExpression } from './expression.ts';
import type { Expression, ValueType } from './expression-tree.ts';
import { isCategory } from './table.ts';

const numbers = (names: readonly string[]) => names.map((name) => ({ name, kind: 'number' as const }));

const wanted = { number: 'a number', boolean: 'a condition, such as val_loss < 0.2' };

function parsed(
  text: string,
  names: readonly string[],
  type: Exclude<ValueType, 'text' | 'time'>,
): Expression {
  const expression = parseExpression(text, numbers(names));
  if (expression.type !== type)
    throw new AppError(
      'bad-input',
      `"${text}" gives no answer of the right kind: ${wanted[type]} is needed.`,
    );
  return expression;
}

/** Null, or why it cannot be read where these figures are known; with the place in the formula. */
export function formulaProblem(
  text: string,
  names: readonly string[],
  type: 'number' | 'boolean',
): string | null {
  try {
    parsed(text, names, type);
    return null;
  } catch (error) {
    return AppError.from(error).message;
  }
}

/** A formula that is worked out again and again. What figures there are may differ from time to time. */
export class Formula {
  readonly text: string;
  readonly #type: 'number' | 'boolean';
  /** By the names that there are: a training has a handful of such sets. */
  readonly #parsed = new Map<string, Expression>();

  constructor(text: string, type: 'number' | 'boolean') {
    this.text = text;
    this.#type = type;
  }

  /**
   * @returns 1 for true, 0 for false; NaN when a figure that it needs is NaN, or where the result is not finite.
   * @throws AppError 'bad-input', with the place, when it names a figure that is not there or cannot be read.
   */
  of(values: ReadonlyMap<string, number>): number {
    const names = [...values.keys()];
    const key = names.join('\n');
    const expression = this.#parsed.get(key) ?? parsed(this.text, names, this.#type);
    this.#parsed.set(key, expression);
    const columns = expression.columns.map((name) => ({
      name,
      kind: 'number' as const,
      values: Float64Array.of(values.get(name) ?? NaN),
    }));
    const column = evaluate(expression, { rows: 1, columns });
    return isCategory(column) ? NaN : (column.values[0] ?? NaN);
  }
}
