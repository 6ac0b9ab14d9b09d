// What the table of columns says: kinds, roles, what cells may hold.

import type { FieldKind, FieldRole } from '../../core/schema.ts';
import { count, plural } from '../../ui/format.ts';

export const kindTexts: Record<FieldKind, string> = {
  number: 'number',
  integer: 'whole number',
  category: 'category',
  boolean: 'yes or no (1, 0)',
  time: 'date or time',
  text: 'free text',
  identifier: 'identifier',
  image: 'pixel',
};

export const roleTexts: Record<FieldRole, string> = {
  feature: 'feature: the model is told it',
  target: 'target: to be predicted',
  time: 'time: the order of rows',
  weight: 'weight: how much a row counts',
  group: 'group: rows that belong together',
  ignore: 'not used',
};

export const schemaText = {
  list: 'Columns and what they are for',
  search: 'Find a column',
  nothingFound: 'No column has that in its name.',
  kindOf: (name: string) => `Kind of ${name}`,
  roleOf: (name: string) => `Role of ${name}`,
  rules: 'Rules',
  rulesOf: (name: string) => `Rules for ${name}`,
  optional: 'Cells may be missing',
  min: 'Smallest allowed',
  max: 'Largest allowed',
  from: 'Earliest allowed',
  to: 'Latest allowed',
  openEnd: 'Empty: no bound.',
  rangeProblem: 'The smallest must not be above the largest.',
  anyValue: 'Any value is allowed',
  categories: 'Allowed values, one a line',
  setCategories: 'Set these values',
  leaveOut: 'Leave it out',
  leaveOutName: (name: string) => `Leave it out: ${name}`,
  facts: (distinct: number, missing: number, rows: number) =>
    `${count(distinct)} different` + (missing > 0 ? `, ${count(missing)} of ${count(rows)} missing` : ''),
  pixels: (n: number, width: number, height: number) =>
    `${plural(n, 'column')} of pixels, together one picture of ${width} × ${height}`,
  previous: 'Previous columns',
  next: 'Next columns',
  page: (from: number, to: number, all: number) => `Columns ${count(from)} to ${count(to)} of ${count(all)}`,
};
