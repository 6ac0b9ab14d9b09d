// Streams whose rule is one of a numbered list. A change from one rule to another has no steps between: while it lasts, each
// row follows the old rule or the new one by lot, and what moves is the share of the new one.

import type { DriftEvent } from '../define.ts';
import { numberOf, type Param, type ParamValues } from '../params.ts';
import type { Random } from '../random.ts';

/** How the share of the new concept grows while a change lasts. */
type Course = 'linear' | 'sigmoid' | 'even';

const courses: readonly { readonly value: Course; readonly label: string }[] = [
  { value: 'linear', label: 'Linear' },
  { value: 'sigmoid', label: 'Sigmoid' },
  { value: 'even', label: 'Half and half' },
];

/** The two settings of a stream with concepts 0 … `last`; `rules` says what each means. */
export function conceptParams(last: number, rules: string): { concept: Param; course: Param } {
  return {
    concept: {
      type: 'integer',
      label: 'Concept',
      help: `Which rule gives the class. ${rules}`,
      min: 0,
      max: last,
      default: 0,
    },
    course: {
      type: 'choice',
      label: 'Course of a gradual change',
      help: 'How the share of rows that follow the new rule grows while a change lasts: evenly, in an S (1.8 % at its start, 98.2 % at its end), or half of the rows throughout.',
      options: courses,
      default: 'linear',
    },
  };
}

/**
 * P(new concept) at a time, as River's ConceptDriftStream has it: 1 / (1 + exp(−4 (t − position) / width)). One half at
 * `position`; .018, .119, .881 and .982 at −width, −width/2, +width/2 and +width from it. Width 0: 0 before, 1 from then on.
 * @param t counted as `position` is; River counts rows from 1.
 */
export function sigmoidShare(t: number, position: number, width: number): number {
  if (width === 0) return t < position ? 0 : 1;
  return 1 / (1 + Math.exp((-4 * (t - position)) / width));
}

/** Share of the new concept when `progress`, in [0, 1), of a change has passed. */
function shareDuring(course: Course, progress: number): number {
  switch (course) {
    case 'linear':
      return progress;
    case 'sigmoid':
      return sigmoidShare(progress, 0.5, 0.5);
    case 'even':
      return 0.5;
  }
}

function courseOf(params: ParamValues): Course {
  const course = courses.find(({ value }) => value === params['course']);
  if (!course) throw new RangeError(`There is no course called ${String(params['course'])}.`);
  return course.value;
}

/**
 * The concept of each row. An event that moves `concept` over `overRows` rows mixes: from `atRow` on a row is of the new concept
 * with the share that `course` gives, else of whatever was there before (which may itself still be changing: changes nest, as
 * ConceptDriftStreams do). Before `atRow` no row is new, from `atRow + overRows` on all are. Chance is drawn during changes only.
 * @throws RangeError when a concept is no whole number in 0 … `last`.
 */
export function conceptAlong(
  params: ParamValues,
  events: readonly DriftEvent[],
  last: number,
  random: Random,
): (row: number) => number {
  const checked = (concept: number): number => {
    if (!Number.isInteger(concept) || concept < 0 || concept > last)
      throw new RangeError(`There is no concept ${concept}; there are 0 to ${last}.`);
    return concept;
  };
  const start = checked(numberOf(params, 'concept'));
  const course = courseOf(params);
  const moves = events
    .filter((event) => Object.hasOwn(event.to, 'concept'))
    .map(({ atRow, overRows, to }) => ({ atRow, overRows, to: checked(numberOf(to, 'concept')) }))
    .sort((a, b) => a.atRow - b.atRow);
  return (row) => {
    for (let i = moves.length - 1; i >= 0; i--) {
      const { atRow, overRows, to } = moves[i]!;
      if (row < atRow) continue;
      if (row >= atRow + overRows) return to;
      if (random.uniform() < shareDuring(course, (row - atRow) / overRows)) return to;
    }
    return start;
  };
}
