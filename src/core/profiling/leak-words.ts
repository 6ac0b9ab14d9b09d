// What is said about a leak. Never more than was measured.

import type { LeakSuspect } from '../profile.ts';
import { isCategory, type Column } from '../table.ts';
import { countText } from '../wording.ts';
import type { Strength } from './alone.ts';
import type { LeakTarget } from './leak-target.ts';

/** "AUC 0.998", "right for 99.2 %", "R² 0.9991": cut and not rounded, so that only perfection is called 1. */
function strengthText({ measure, value }: Strength): string {
  const cut = (digits: number): string =>
    value === 1 ? '1' : (Math.floor(value * 10 ** digits) / 10 ** digits).toFixed(digits);
  if (measure === 'auc') return `AUC ${cut(3)}`;
  if (measure === 'r2') return `R² ${cut(4)}`;
  return `right for ${(Math.floor(value * 1000) / 10).toFixed(1)} %`;
}

export function leakText(
  column: Column,
  strength: Strength,
  degree: LeakSuspect['degree'],
  rows: number,
  target: LeakTarget,
): string {
  const measured = `${strengthText(strength)} on ${countText(rows)} rows, each judged without itself`;
  if (degree === 'strong')
    return `"${column.name}" alone is very strong for "${target.spec.column}" (${measured}). Check that it is known before the answer.`;
  if (sameWords(column, target.classes))
    return `"${column.name}" is "${target.spec.column}" in another spelling (${measured}).`;
  return `"${column.name}" alone gives "${target.spec.column}" away (${measured}).`;
}

export function partsText(
  formula: string,
  whole: string,
  target: string,
  strength: Strength,
  rows: number,
): string {
  const found = `${formula} in all of ${countText(rows)} rows looked at`;
  return whole === target
    ? `${found}: together they are the answer.`
    : `${found}, and "${whole}" gives "${target}" away (${strengthText(strength)}).`;
}

export function sumText(formula: string, target: string, rows: number): string {
  return `${formula} separates the classes of "${target}" without an error in ${countText(rows)} rows: the answer seems to be made of them.`;
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '');

/** Whether a column's levels are the classes, but for case, spaces and punctuation. */
function sameWords(column: Column, classes: readonly string[]): boolean {
  if (!isCategory(column) || classes.length === 0) return false;
  const present = new Set(column.codes);
  const words = new Set(column.levels.filter((_, code) => present.has(code)).map(plain));
  return words.size > 0 && [...words].every((word) => classes.some((name) => plain(name) === word));
}
