// A gate's result as TFMA writes it: its ValidationResult in the JSON form of protocol buffers, field names as in the .proto, so
// that `json_format.Parse` reads it.

import type { ChangeBounds, GateFailure, GateResult, ValueBounds } from '../gate.ts';
import { typedValue } from '../slices/cell-values.ts';
import type { SliceKey, SliceSpec } from '../slice.ts';

type Json = number | string | boolean | readonly Json[] | { readonly [name: string]: Json };

/** JSON has no NaN and no infinity; protocol buffers write them as words. */
const double = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A text's UTF-8 bytes as base64, which is how protocol buffers write bytes in JSON. */
function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let found = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let place = 0; place < 4; place++)
      found += at + place > bytes.length ? '=' : letters[(bits >> (18 - 6 * place)) & 63];
  }
  return found;
}

/** Only what is set, as a protocol buffer keeps it. */
const present = (fields: Readonly<Record<string, number | undefined>>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, double(value)]])),
  );

const valueThreshold = ({ lower, upper }: ValueBounds): Json =>
  present({ lower_bound: lower, upper_bound: upper });
const changeThreshold = ({ direction, absolute, relative }: ChangeBounds): Json => ({
  ...present({ absolute, relative }),
  direction: direction === 'higher' ? 'HIGHER_IS_BETTER' : 'LOWER_IS_BETTER',
});

function sliceKeyJson(key: SliceKey): Json {
  const parts = key.map(([column, text]): Json => {
    const value = typedValue(text);
    if (typeof value === 'string') return { column, bytes_value: base64(value) };
    return Number.isInteger(value) ? { column, int64_value: String(value) } : { column, float_value: value };
  });
  return { single_slice_keys: parts };
}

/** Kinds of slices that TFMA does not know go under the feature that their keys have. */
function featuresOf(spec: SliceSpec): { keys: string[]; values: Record<string, string> } {
  switch (spec.by) {
    case 'overall':
      return { keys: [], values: {} };
    case 'values':
      return { keys: [...spec.features], values: { ...spec.fixed } };
    case 'bins':
      return { keys: [spec.feature], values: {} };
    case 'rule':
      return { keys: [], values: { rule: spec.name } };
    case 'cluster':
      return { keys: ['cluster'], values: {} };
    case 'time':
      return { keys: ['period'], values: {} };
    case 'cross': {
      const parts = spec.of.map(featuresOf);
      return {
        keys: parts.flatMap(({ keys }) => keys),
        values: Object.fromEntries(parts.flatMap(({ values }) => Object.entries(values))),
      };
    }
  }
}

function specJson(spec: SliceSpec): Json {
  const { keys, values } = featuresOf(spec);
  return { feature_keys: keys, feature_values: values, slice_keys_sql: '' };
}

function failureJson(failure: GateFailure, rubberStamp: boolean): Json {
  const { threshold, kind, value, baseline, message, words } = failure;
  const { change, value: bounds } = threshold;
  return {
    metric_key: {
      name: failure.figure.replaceAll('-', '_'),
      model_name: rubberStamp ? '' : 'candidate',
      example_weighted: false,
      output_name: '',
      is_diff: change !== undefined,
    },
    metric_threshold: change
      ? { change_threshold: changeThreshold(change) }
      : { value_threshold: valueThreshold(bounds ?? {}) },
    ...(kind === 'missing'
      ? {}
      : { metric_value: { double_value: double(change ? value - (baseline ?? NaN) : value) } }),
    // TFMA is silent about a bound that was missed; people are told.
    message: message || words,
  };
}

export function validationResultJson(result: GateResult): Json {
  return {
    validation_ok: result.validationOk,
    missing_thresholds: result.missingThresholds,
    metric_validations_per_slice: result.metricValidationsPerSlice.map(({ sliceKey, failures }) => ({
      slice_key: sliceKeyJson(sliceKey),
      failures: failures.map((failure) => failureJson(failure, result.rubberStamp)),
    })),
    missing_slices: result.missingSlices.map(({ spec }) => specJson(spec)),
    missing_cross_slices: [],
    validation_details: {
      slicing_details: result.validationDetails.slicingDetails.map(({ slicingSpec, numMatchingSlices }) => ({
        slicing_spec: specJson(slicingSpec),
        num_matching_slices: numMatchingSlices,
      })),
    },
    rubber_stamp: result.rubberStamp,
  };
}
