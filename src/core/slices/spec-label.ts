import type { SliceSpec } from '../slice.ts';
import { sliceKinds } from './kinds/index.ts';

/** What a spec asks for, in words: "season × hour". */
export function specLabel(spec: SliceSpec): string {
  return sliceKinds.get(spec.by).words(spec, specLabel);
}
