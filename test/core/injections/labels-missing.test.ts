import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/labels-missing.ts';
import { change, lawsOf, mixed, questions } from '../injection-cases.ts';
import { truthOf } from '../../../src/core/target.ts';

describe('labels-missing', () => {
  lawsOf(kind);

  it('leaves answers out, whatever they are', () => {
    for (const known of questions) {
      const after = injected(mixed, [change('labels-missing', { share: 1 })], known, 1);
      const truth = truthOf(after, known.target, known.task, known.classes);
      expect(truth.subarray(200).every(Number.isNaN)).toBe(true);
      expect(truth.subarray(0, 200)).toEqual(
        truthOf(mixed, known.target, known.task, known.classes).subarray(0, 200),
      );
    }
  });
});
