// The columns of a schema with what a profile found in them.

import type { ColumnProfile, Finding, Profile } from '../../core/profile.ts';
import { columnKindOf, fieldKinds } from '../../core/schema.ts';
import type { Field, FieldKind, TableSchema } from '../../core/schema.ts';

export interface SchemaItem {
  readonly field: Field;
  readonly profile: ColumnProfile | null;
  /** The gravest first. */
  readonly findings: readonly Finding[];
}

/** One entry per column in the table's order; pixels are not among them. */
export function schemaItems(schema: TableSchema, profile: Profile | null): SchemaItem[] {
  const profiles = new Map(profile?.columns.map((column) => [column.name, column]));
  const findings = new Map<string, Finding[]>();
  for (const finding of profile?.findings ?? [])
    for (const name of finding.columns) {
      const known = findings.get(name);
      if (known) known.push(finding);
      else findings.set(name, [finding]);
    }
  return schema.fields
    .filter(({ kind }) => kind !== 'image')
    .map((field) => ({
      field,
      profile: profiles.get(field.name) ?? null,
      findings: findings.get(field.name) ?? [],
    }));
}

/** Kinds that a column can be taken for without changing how its cells are held. */
export const kindsHeldAlike = (field: Field): FieldKind[] =>
  fieldKinds.filter(
    (kind) => kind === field.kind || (kind !== 'image' && columnKindOf(kind) === columnKindOf(field.kind)),
  );

/** Where its cells can be read again or converted, a column can be taken for anything but a pixel. */
export const kindsReadAgain = (field: Field): FieldKind[] =>
  field.kind === 'image' ? ['image'] : fieldKinds.filter((kind) => kind !== 'image');

/** Findings for which leaving the column out is a remedy. */
const worthLeavingOut: ReadonlySet<Finding['kind']> = new Set([
  'leak',
  'constant',
  'all-missing',
  'mostly-missing',
  'identifier',
  'duplicate-columns',
]);

export const canLeaveOut = ({ field, findings }: SchemaItem): boolean =>
  field.role === 'feature' && findings.some(({ kind }) => worthLeavingOut.has(kind));

const day = 86_400_000;

/** The day of a time in ms, as a date field holds it; empty for none. */
export const dayText = (time: number | null): string =>
  time === null || Number.isNaN(new Date(time).getTime()) ? '' : new Date(time).toISOString().slice(0, 10);

/** The first (or last) millisecond of the day that a date field holds; null where it is empty. */
export function dayTime(text: string, end: 'first' | 'last'): number | null {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time)) return null;
  return end === 'first' ? time : time + day - 1;
}

/** Values of a text with one a line; blank lines and repeated ones are left out. Null without any. */
export function valuesOf(text: string): string[] | null {
  const values = [...new Set(text.split(/\r?\n/).filter((line) => line.trim() !== ''))];
  return values.length > 0 ? values : null;
}
