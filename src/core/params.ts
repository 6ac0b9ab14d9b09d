// A parameter is described once; defaults, forms, validation and sweep ranges all come from the description.

import type { ColumnKind } from './table.ts';

export type Param =
  | {
      readonly type: 'number' | 'integer';
      readonly label: string;
      readonly help: string;
      readonly min: number;
      readonly max: number;
      readonly step?: number;
      readonly scale?: 'linear' | 'log';
      /** Shown only while another setting has this value: otherwise it changes nothing. */
      readonly when?: { readonly name: string; readonly is: ParamValue };
      readonly default: number;
    }
  | {
      readonly type: 'choice';
      readonly label: string;
      readonly help: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
      readonly default: string;
    }
  | { readonly type: 'boolean'; readonly label: string; readonly help: string; readonly default: boolean }
  | {
      readonly type: 'text';
      readonly label: string;
      readonly help: string;
      readonly maxLength: number;
      readonly default: string;
    }
  /** The name of a column of the table at hand; empty: none chosen. */
  | {
      readonly type: 'column';
      readonly label: string;
      readonly help: string;
      /** Kinds that it may have; any when left out. */
      readonly kinds?: readonly ColumnKind[];
      readonly default: '';
    };

export type Params = Readonly<Record<string, Param>>;
export type ParamValue = number | string | boolean;
export type ParamValues = Readonly<Record<string, ParamValue>>;

export function defaults(params: Params): Record<string, ParamValue> {
  return Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]));
}

/** Why a value does not fit its description, in words for a person; null when it fits. */
export function problemWith(param: Param, value: unknown): string | null {
  switch (param.type) {
    case 'number':
    case 'integer':
      if (typeof value !== 'number' || !Number.isFinite(value)) return `${param.label} must be a number.`;
      if (value < param.min || value > param.max)
        return `${param.label} must lie between ${param.min} and ${param.max}.`;
      if (param.type === 'integer' && !Number.isInteger(value))
        return `${param.label} must be a whole number.`;
      return null;
    case 'choice':
      return param.options.some((option) => option.value === value)
        ? null
        : `${param.label} must be one of ${param.options.map((option) => option.value).join(', ')}.`;
    case 'boolean':
      return typeof value === 'boolean' ? null : `${param.label} must be on or off.`;
    case 'text':
      if (typeof value !== 'string') return `${param.label} must be a text.`;
      return value.length > param.maxLength
        ? `${param.label} has ${value.length} characters; ${param.maxLength} are the most.`
        : null;
    case 'column':
      return typeof value === 'string' ? null : `${param.label} must name a column.`;
  }
}

/** All problems of a set of values, by parameter name; missing and unknown names count. */
export function problems(params: Params, values: ParamValues): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, param] of Object.entries(params)) {
    const problem = problemWith(param, values[name]);
    if (problem) found[name] = problem;
  }
  for (const name of Object.keys(values))
    if (!Object.hasOwn(params, name)) found[name] = `There is no setting called ${name}.`;
  return found;
}

/** The value of a number parameter. @throws RangeError when it is missing or no number. */
export function numberOf(values: ParamValues, name: string): number {
  const value = values[name];
  if (typeof value !== 'number' || Number.isNaN(value))
    throw new RangeError(`The setting ${name} must be a number, not ${String(value)}.`);
  return value;
}
