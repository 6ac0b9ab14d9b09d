// What was learnt about this machine, kept outside the projects (localStorage): which engine is wanted, and how fast each was.

import * as v from 'valibot';
import type { MachineMemory } from '../core/records.ts';
import { engineIds } from '../core/records.ts';
import type { WitnessPlace } from './witness.ts';

const key = 'model-loop machine';
const nothing: MachineMemory = { prefer: null, probed: null };

const schema = v.object({
  prefer: v.nullable(v.picklist(engineIds)),
  probed: v.nullable(
    v.object({
      machine: v.string(),
      figures: v.record(v.string(), v.record(v.string(), v.pipe(v.number(), v.finite(), v.minValue(0)))),
    }),
  ),
});

/** Nothing is remembered where there is no place, or where what is there can't be read: it is only measured again. */
export function readMachine(place: WitnessPlace | null): MachineMemory {
  try {
    const text = place?.getItem(key) ?? null;
    return text === null ? nothing : v.parse(schema, JSON.parse(text));
  } catch {
    return nothing;
  }
}

export function writeMachine(place: WitnessPlace | null, memory: MachineMemory): void {
  try {
    place?.setItem(key, JSON.stringify(memory));
  } catch {
    // A full or closed localStorage: the next visit measures again.
  }
}
