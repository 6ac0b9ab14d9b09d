// What the form asks for is what the edits refuse to do without, whatever edits there are.

import { describe, expect, it } from 'vitest';
import { edits } from '../../../../src/core/edits/index.ts';
import { AppError } from '../../../../src/core/errors.ts';
import { defaults } from '../../../../src/core/params.ts';
import { missingChoice, needsRows } from '../../../../src/pages/data/versions/needed-choices.ts';
import { applied, schemaOf } from '../../../core/edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('size', [1, 2, 2, 4]),
  numberColumn('weight', [5, 6, 6, 9]),
  categoryColumn('label', ['a', 'b', 'b', 'a']),
);
const schema = schemaOf(table, { label: { role: 'target' } });
const alone = edits.all.filter(({ needsOther, group }) => !needsOther && group !== 'image');

const refusal = (kind: (typeof alone)[number], params: Record<string, string>, rows?: number[]) => {
  try {
    applied(kind, table, { schema, params, ...(rows ? { rows } : {}) });
    return null;
  } catch (thrown) {
    return AppError.from(thrown).message;
  }
};

describe('a change that is not yet told everything', () => {
  it.each(alone.map((kind) => [kind.id, kind] as const))('%s: names what is missing', (_, kind) => {
    const values = defaults(kind.params);
    const missing = missingChoice(kind, values);
    // With rows picked, what is refused is a setting.
    const refused = refusal(kind, {}, kind.picks === 'no' ? undefined : [0, 1, 2]);
    const isAboutSettings = refused !== null && !/share|target/i.test(refused);
    expect(missing !== null, `${missing} / ${refused}`).toBe(isAboutSettings);
  });

  it('asks for every setting in turn', () => {
    const kind = edits.get('derive-column');
    expect(missingChoice(kind, { name: ' ', formula: '' })).toMatch(/Name/);
    expect(missingChoice(kind, { name: 'double', formula: '' })).toMatch(/Formula/);
    expect(missingChoice(kind, { name: 'double', formula: 'size * 2' })).toBeNull();
    expect(missingChoice(edits.get('relabel'), { column: '', from: 'a', to: '' })).toMatch(/To/);
    expect(missingChoice(edits.get('fix-cells'), { column: 'size', value: '' })).toBeNull();
  });

  it.each(alone.map((kind) => [kind.id, kind] as const))('%s: asks for rows where it must', (_, kind) => {
    const params = { column: 'label', value: 'a', to: 'b', from: '', category: 'c' };
    const own = Object.fromEntries(Object.entries(params).filter(([name]) => name in kind.params));
    const refused = refusal(kind, own);
    expect(needsRows(kind, { ...defaults(kind.params), ...own })).toBe(
      refused !== null && /which rows/.test(refused),
    );
  });
});
