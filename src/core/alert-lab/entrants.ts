// Who takes part in the alert lab: every detector with every setting of its knob, and controls that look at nothing.

import { streamDetectors } from '../concept-drift/index.ts';
import { numberOf, type ParamValues } from '../params.ts';
import { Random } from '../random.ts';
import type { RunningDetector } from '../stream-detector.ts';
import type { LabErrors, LabRequest } from './lab.ts';

export interface Entrant {
  readonly id: string;
  readonly control: boolean;
  readonly setting: number;
  readonly chosen: boolean;
  /** @param stream number of the stream: controls draw anew for each. */
  begin(stream: number): RunningDetector;
}

/** Rows from one firing of the control to the next, on average. */
const randomEvery = [10, 30, 100, 300, 1000, 3000];

const alwaysFires: RunningDetector = { update: () => 'drift' };

function firesAtRandom(every: number, random: Random): RunningDetector {
  return { update: () => (random.uniform() < 1 / every ? 'drift' : 'calm') };
}

/** Fires at every row, and at random times: what a detector must beat. The eager end first. */
export const controls = (seed: number): Entrant[] => {
  const control = { control: true, setting: NaN, chosen: false };
  return [
    { ...control, id: 'always', begin: () => alwaysFires },
    ...randomEvery.map((every) => ({
      ...control,
      id: 'random',
      begin: (stream: number) =>
        firesAtRandom(every, new Random(seed).stream(`alert lab random ${every} ${stream}`)),
    })),
  ];
};

/** Errors that are misses of a regression are neither right nor wrong. */
const areCounted = (errors: LabErrors): boolean =>
  errors.from === 'rates' || [errors.before, errors.after].every((of) => of.every((x) => x === 0 || x === 1));

type Setting = LabRequest['detectors'][number];

/** Those that can look at these errors, by the settings that a person has. */
export const fitting = (detectors: readonly Setting[], errors: LabErrors): Setting[] => {
  const counted = areCounted(errors);
  return detectors.filter(
    ({ id }) => streamDetectors.has(id) && (counted || streamDetectors.get(id).input === 'numbers'),
  );
};

function entrant(id: string, params: ParamValues, setting: number, chosen: boolean): Entrant {
  const detector = streamDetectors.get(id);
  return { id, control: false, setting, chosen, begin: () => detector.begin(params) };
}

/** With the setting that the person has. */
export const asChosen = ({ id, params }: Setting): Entrant =>
  entrant(id, params, numberOf(params, streamDetectors.get(id).knob.param), true);

/**
 * Along the grid of its knob, the person's own value in its place. Values that don't go with the person's other settings are
 * left out.
 */
export function alongKnob({ id, params }: Setting): Entrant[] {
  const { knob, problem } = streamDetectors.get(id);
  const own = numberOf(params, knob.param);
  const eagerFirst = knob.eager === 'smaller' ? 1 : -1;
  return [...new Set([...knob.grid, own])]
    .sort((a, b) => eagerFirst * (a - b))
    .map((value) => ({ value, set: { ...params, [knob.param]: value } }))
    .filter(({ set }) => !problem?.(set))
    .map(({ value, set }) => entrant(id, set, value, value === own));
}
