import { describe, expect, it } from 'vitest';
import type { Finding, Profile } from '../../../src/core/profile.ts';
import type { Field, TableSchema } from '../../../src/core/schema.ts';
import {
  canLeaveOut,
  dayText,
  dayTime,
  kindsHeldAlike,
  kindsReadAgain,
  schemaItems,
  valuesOf,
} from '../../../src/pages/data/schema-view.ts';

const field = (name: string, kind: Field['kind'], role: Field['role'] = 'feature'): Field => ({
  ...{ name, kind, role, optional: false, min: null, max: null, categories: null },
});
const schema: TableSchema = {
  v: 1,
  image: { width: 2, height: 1, channels: 1, brightest: 255 },
  fields: [
    field('__proto__', 'number'),
    field('p0', 'image'),
    field('p1', 'image'),
    field('x', 'category', 'ignore'),
  ],
};
const finding = (kind: Finding['kind'], columns: string[]): Finding => ({
  ...{ kind, columns, severity: 'warning', text: '', advice: '', rows: null },
});

describe('schemaItems', () => {
  const missing = { count: 0, rows: { by: 'rows', rows: [] } } as const;
  const profile: Profile = {
    ...{ rows: 9, columns: [], classes: null, target: null, duplicates: missing },
    correlations: { columns: [], values: new Float64Array(0), leftOut: 0 },
    ...{ leaks: [], leakRows: 9 },
    findings: [
      finding('leak', ['__proto__', 'x']),
      finding('outliers', ['__proto__']),
      finding('constant', ['x']),
    ],
  };
  it('folds pixels away and puts findings beside their columns, whatever they are called', () => {
    const items = schemaItems(schema, profile);
    expect(items.map((item) => [item.field.name, item.findings.map(({ kind }) => kind)])).toEqual([
      ['__proto__', ['leak', 'outliers']],
      ['x', ['leak', 'constant']],
    ]);
    expect(items.map(canLeaveOut)).toEqual([true, false]);
    expect(schemaItems(schema, null).every((item) => item.findings.length === 0)).toBe(true);
  });
});

it('offers kinds that are held alike, or all where cells can be read again', () => {
  expect(kindsHeldAlike(field('a', 'text'))).toEqual(['category', 'text', 'identifier']);
  expect(kindsHeldAlike(field('a', 'number'))).toEqual(['number']);
  expect(kindsReadAgain(field('a', 'number'))).not.toContain('image');
  expect(kindsReadAgain(field('a', 'image'))).toEqual(['image']);
});

it('takes a day from its first to its last millisecond', () => {
  expect(dayTime('2021-03-01', 'first')).toBe(Date.UTC(2021, 2, 1));
  expect(dayTime('2021-03-01', 'last')).toBe(Date.UTC(2021, 2, 2) - 1);
  expect(dayText(dayTime('2021-03-01', 'last'))).toBe('2021-03-01');
  expect(dayTime('', 'first')).toBeNull();
  expect(dayText(null)).toBe('');
  expect(dayText(1e300)).toBe('');
});

it('reads a list of values, each once', () => {
  expect(valuesOf('a\r\nb\n\n a\na')).toEqual(['a', 'b', ' a']);
  expect(valuesOf(' \n')).toBeNull();
});
