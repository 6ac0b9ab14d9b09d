// What is peculiar about how a figure varies with the rows that happened to be there.

/**
 * Of a plain share of rows: whether a row counts; null: it is not among the rows that the share is of.
 * @param answer the class that the model gives it. @param at where its outputs begin in `scores`.
 */
export type CountsRow = (
  truth: number,
  answer: number,
  scores: Float32Array,
  at: number,
  outputs: number,
) => boolean | null;

/**
 * - `fixed`: a count of rows, in which chance has no part.
 * - `extreme`: one row decides it, and the next may lie further out: no interval can be given.
 * - `upwards`: chance alone makes it larger, so with few rows both value and interval lie too high.
 * - `quantile`: it jumps from row to row, which the jackknife and the basic bootstrap can't follow.
 * - `squares`: a few rows that are far off make most of it.
 */
export type Chance = 'fixed' | 'extreme' | 'upwards' | 'quantile' | 'squares';
