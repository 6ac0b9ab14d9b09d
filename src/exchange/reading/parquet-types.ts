// From Parquet's types to the kinds of columns.

import type { SchemaNode } from './parquet-pages.ts';

/** How the values of a column are to be understood. */
export interface LeafType {
  readonly as: 'number' | 'integer' | 'boolean' | 'time' | 'text';
  /** By which values are divided: times of day become seconds. */
  readonly divisor: number;
  /** What a person should know about it. */
  readonly note: string | null;
  /** Nothing says that its bytes are text. */
  readonly raw: boolean;
}

/** @param path from the root down to the column. @returns why the column cannot be one here. */
export function leafType(path: readonly SchemaNode[]): LeafType | { readonly why: string } {
  for (const { element } of path) {
    const type = element.logical_type?.type;
    if (type === 'VARIANT' || type === 'GEOMETRY' || type === 'GEOGRAPHY' || type === 'FILE')
      return { why: `values of the type ${type}` };
    if (element.repetition_type === 'REPEATED') return { why: 'lists or maps' };
  }
  const { type, converted_type: converted, logical_type: logical, precision = 0 } = path.at(-1)!.element;
  const as = (kind: LeafType['as'], note: string | null = null, divisor = 1): LeafType => ({
    as: kind,
    divisor,
    note,
    raw: kind === 'text' && !converted && !logical,
  });
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const digits = logical?.type === 'DECIMAL' ? logical.precision : precision;
    return as(
      'number',
      digits > 15 ? `Decimal numbers with up to ${digits} digits are kept to about 16.` : null,
    );
  }
  if (logical?.type === 'TIME' || converted === 'TIME_MILLIS' || converted === 'TIME_MICROS') {
    const unit = logical?.type === 'TIME' ? logical.unit : converted === 'TIME_MILLIS' ? 'MILLIS' : 'MICROS';
    const divisor = unit === 'MILLIS' ? 1e3 : unit === 'MICROS' ? 1e6 : 1e9;
    return as('number', 'Times of day are numbers now: seconds since midnight.', divisor);
  }
  if (converted === 'BSON' || converted === 'INTERVAL') return { why: `values of the type ${converted}` };
  if (converted === 'DATE' || logical?.type === 'DATE') return as('time');
  if (logical?.type === 'TIMESTAMP')
    return as('time', logical.isAdjustedToUTC ? null : 'Times without a time zone are taken as UTC.');
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS' || type === 'INT96')
    return as('time');
  if (logical?.type === 'UUID') return as('text');
  if (logical?.type === 'FLOAT16') return as('number');
  switch (type) {
    case 'BOOLEAN':
      return as('boolean');
    case 'INT32':
    case 'INT64':
      return as('integer');
    case 'FLOAT':
    case 'DOUBLE':
      return as('number');
    case 'BYTE_ARRAY':
      return as('text');
    default:
      return { why: 'bytes without a meaning' };
  }
}
