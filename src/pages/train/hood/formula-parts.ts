// Numbers of a model in formulas.

import type { FormulaNode } from '../../../ui/formula.ts';
import { group, live, row, words } from '../../../ui/formula.ts';
import { figure } from './figures.ts';

const shownTerms = 3;

export const value = (n: number): FormulaNode => live(figure(n));
/** A factor: negative numbers stand in brackets. */
export const factor = (n: number): FormulaNode => (n < 0 ? group(value(n)) : value(n));

/** "a × b + c × d + … " of the first few of many products. */
export function products(pairs: readonly (readonly [number, number])[]): FormulaNode[] {
  const shown = pairs
    .slice(0, shownTerms)
    .flatMap(([a, b], i): (FormulaNode | string)[] => [...(i > 0 ? ['+'] : []), factor(a), '×', factor(b)]);
  const rest = pairs.length - shownTerms;
  return [row(...shown, ...(rest > 0 ? ['+', words(`… ${rest} more`)] : []))];
}
