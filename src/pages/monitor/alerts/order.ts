// What is open, in the order of what has to be answered first.

import type { Episode } from '../../../core/alerting/episodes.ts';
import { alertLevels } from '../../../core/alerting/rule.ts';

const levelOf = ({ alert }: Episode): number => alertLevels.indexOf(alert.severity ?? 'alarm');

/** The alarm of the scene first, then by level, and else as they come: what is answered does not move away. */
export const inOrder = (open: readonly Episode[]): Episode[] =>
  open.toSorted(
    (a, b) =>
      Number(b.alert.ruleId === undefined) - Number(a.alert.ruleId === undefined) || levelOf(b) - levelOf(a),
  );
