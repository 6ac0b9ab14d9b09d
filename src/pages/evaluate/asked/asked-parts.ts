// What the parts of the settings form share.

import type { EvaluationSettings } from '../../../core/evaluation.ts';

export interface AskedPart {
  readonly settings: EvaluationSettings;
  /** Another tab writes: everything can be read and nothing changed. */
  readonly locked: boolean;
  readonly onChange: (part: Partial<EvaluationSettings>) => void;
}

/** A list with one place replaced, or without it. */
export const replaced = <T>(list: readonly T[], at: number, item: T): T[] =>
  list.map((other, place) => (place === at ? item : other));
export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, place) => place !== at);
