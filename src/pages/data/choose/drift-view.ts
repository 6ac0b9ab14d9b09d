// Moves of a generator's settings, as a form has them: one setting a move.

import type { DriftEvent } from '../../../core/define.ts';
import type { Param, Params } from '../../../core/params.ts';

type NumberParam = Extract<Param, { type: 'number' | 'integer' }>;

export function numberParam(params: Params, name: string): NumberParam | null {
  const param = Object.hasOwn(params, name) ? params[name] : undefined;
  return param && (param.type === 'number' || param.type === 'integer') ? param : null;
}

/** Settings that are numbers; whether one may move while rows come is for the generator to say. */
export const movable = (params: Params): string[] =>
  Object.keys(params).filter((name) => numberParam(params, name) !== null);

/** The setting that a move changes, and its goal. */
export const moved = ({ to }: DriftEvent): [string, number] => Object.entries(to)[0] ?? ['', 0];
