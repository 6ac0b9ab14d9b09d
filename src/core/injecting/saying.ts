// Amounts of changes in words.

import { numberOf, type ParamValues } from '../params.ts';

/** At most four digits: "3.281". */
export const plain = (value: number): string => String(Number(value.toPrecision(4)));

/** With its sign: "+2.0", "−0.5". */
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;

export const percent = (share: number): string => `${plain(100 * share)} %`;

/** ", in 30 % of the rows"; nothing where it is all of them. */
export const ofRows = (params: ParamValues, name: string): string =>
  numberOf(params, name) === 1 ? '' : `, in ${percent(numberOf(params, name))} of the rows`;
