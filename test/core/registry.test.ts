import { describe, expect, it } from 'vitest';
import { registry } from '../../src/core/registry.ts';
import type { Named } from '../../src/core/registry.ts';

const a = { id: 'a', label: 'A' };
const b = { id: 'b', label: 'B' };

describe('registry', () => {
  const things = registry<Named>({ './a.ts': a, './b.ts': b });

  it('holds what the files define, in the order of the files', () => {
    expect(things.all).toEqual([a, b]);
    expect([...things.files.keys()]).toEqual(['./a.ts', './b.ts']);
    expect(things.get('b')).toBe(b);
    expect([things.has('a'), things.has('c'), things.has('constructor')]).toEqual([true, false, false]);
  });

  it('names what is known when asked for something else', () => {
    expect(() => things.get('c')).toThrow(/"c".*a, b/);
  });
});
