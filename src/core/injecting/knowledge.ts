// What changes may know of a scenario's rows.

import type { Scenario } from '../define.ts';
import type { InjectionKnowledge } from '../injection.ts';

export const knowledgeOf = (
  { target, task, features, trainRows }: Scenario,
  classes: readonly string[],
): InjectionKnowledge => ({ target, task, classes, features, historyRows: trainRows });
