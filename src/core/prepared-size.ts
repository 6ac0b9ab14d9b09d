// How large prepared rows may become: found from a fitted step and no rows, before any memory is taken.

import type { FittedData, Preprocessor } from './define.ts';
import { AppError } from './errors.ts';
import { isCategory } from './table.ts';
import type { Column } from './table.ts';
import { countText } from './wording.ts';

/** Most inputs of a model. */
export const mostOutputs = 20_000;
/** Most numbers in prepared rows (rows × inputs): 1.2 GB of 32 bits each. */
export const mostNumbers = 300_000_000;

const withoutRows = (column: Column): Column =>
  isCategory(column) ? { ...column, codes: new Int32Array(0) } : { ...column, values: new Float64Array(0) };

/** How many columns a fitted step makes of one. It is the same for every row, so none is needed. */
export const widthOf = (preprocessor: Preprocessor, column: Column, fitted: FittedData): number =>
  preprocessor.apply(withoutRows(column), fitted).length;

/**
 * @param input whose steps make them, or null for all inputs together.
 * @throws AppError 'bad-input' with the numbers in words, when rows × outputs or the outputs alone are too many.
 */
export function checkSize(outputs: number, rows: number, input: string | null): void {
  const who = input === null ? 'The features' : `With "${input}", the features`;
  const safe = 'Nothing was prepared. Leave features out, or choose steps that make fewer columns of them.';
  if (outputs > mostOutputs)
    throw new AppError(
      'bad-input',
      `${who} would become ${countText(outputs)} inputs of the model or more; ${countText(mostOutputs)} are the most. ${safe}`,
    );
  if (outputs * rows > mostNumbers)
    throw new AppError(
      'bad-input',
      `${who} would become ${countText(outputs)} inputs for each of ${countText(rows)} rows, ${countText(outputs * rows)} numbers; ` +
        `${countText(mostNumbers)} are the most. ${safe}`,
    );
}
