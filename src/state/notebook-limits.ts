// How much a person may write about a run. Names of tags and runs are bound as MLflow binds them (mlflow/utils/validation.py,
// MAX_ENTITY_KEY_LENGTH 250); values and notes more narrowly, so that a table of thousands of runs stays readable.

import { AppError } from '../core/errors.ts';

const count = (n: number): string => n.toLocaleString('en');

/** Characters. */
export const noteLimits = { name: 250, tagName: 250, tagValue: 5000, notes: 10_000 } as const;

const said: Readonly<Record<keyof typeof noteLimits, string>> = {
  name: 'The name of a run',
  tagName: 'The name of a tag',
  tagValue: 'The value of a tag',
  notes: 'Notes',
};

/** Null: it fits. */
export function lengthProblem(of: keyof typeof noteLimits, text: string): string | null {
  const most = noteLimits[of];
  if (text.length <= most) return null;
  const verb = of === 'notes' ? 'have' : 'has';
  return `${said[of]} ${verb} at most ${count(most)} characters; here are ${count(text.length)}.`;
}

/** @throws AppError 'bad-input'. */
export function checkLength(of: keyof typeof noteLimits, text: string): void {
  const problem = lengthProblem(of, text);
  if (problem !== null) throw new AppError('bad-input', problem);
}
