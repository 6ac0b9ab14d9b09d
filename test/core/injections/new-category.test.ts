import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/new-category.ts';
import { isCategory } from '../../../src/core/table.ts';
import { binary, change, lawsOf, mixed, named, textsIn } from '../injection-cases.ts';

describe('new-category', () => {
  lawsOf(kind);

  it('adds a word behind those that there are', () => {
    const after = injected(
      mixed,
      [change('new-category', { column: 'sky', name: ' snow ', share: 1 })],
      binary,
      1,
    );
    const column = named(after, 'sky');
    const before = named(mixed, 'sky');
    expect(isCategory(column) && isCategory(before) && column.levels).toEqual([
      ...(isCategory(before) ? before.levels : []),
      'snow',
    ]);
    expect([...new Set(textsIn(after, 'sky').slice(200))]).toEqual(['snow']);
  });

  it('refuses a word that is nothing new, and none', () => {
    const problem = (name: string) => kind.problem(mixed, { column: 'sky', name, share: 0.2 }, binary);
    expect(problem('rain')).toContain('nothing new');
    expect(problem(' ')).toBe('Say what the new word is.');
  });
});
