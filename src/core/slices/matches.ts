import type { SliceKey, SliceSpec } from '../slice.ts';
import { sliceKinds } from './kinds/index.ts';

const arity = (spec: SliceSpec): number => sliceKinds.get(spec.by).arity(spec, arity);

/**
 * Whether a spec means a slice that was computed: TFMA's is_slice_applicable (the key names exactly the features of the spec,
 * with the values that are fixed), carried over to the kinds of slices that TFMA doesn't have.
 */
export function matches(spec: SliceSpec, key: SliceKey): boolean {
  return sliceKinds.get(spec.by).matches(spec, key, { arity, matches });
}
