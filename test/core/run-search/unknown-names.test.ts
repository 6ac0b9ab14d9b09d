// Mistyped names in a filter: what is said about them, and how long a filter may be.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runItem } from '../../../src/core/run-item.ts';
import { parseRunFilter } from '../../../src/core/run-search/index.ts';
import {
  editDistance,
  knownNames,
  nearestName,
  unknownNames,
} from '../../../src/core/run-search/unknown-names.ts';
import { run } from '../../storage/records.ts';

const figures = { n: 1, first: 1, last: 1, lastStep: 1, min: 1, minStep: 1, max: 1, maxStep: 1, mean: 1 };
const item = {
  ...runItem(run('p1/run/1', { summary: { loss: figures, val_loss: figures, val_accuracy: figures } }), null),
  tags: { sweep: 'a' },
};

function unknown(text: string) {
  const read = parseRunFilter(text);
  return read.ok ? unknownNames(read.mentioned, knownNames([item])) : read.problem;
}

describe('names that no run has', () => {
  it.each([
    ['metrics.val_loss < 1', []],
    ['metrics.vall_loss < 1', [{ of: 'metric', name: 'vall_loss', nearest: 'val_loss' }]],
    ['metrics.Val_Acuracy > 1', [{ of: 'metric', name: 'Val_Acuracy', nearest: 'val_accuracy' }]],
    ['metrics.perplexity < 1', [{ of: 'metric', name: 'perplexity', nearest: null }]],
    ["params.optimiser = 'adam'", [{ of: 'parameter', name: 'optimiser', nearest: 'optimizer' }]],
    ["tags.sweeep = 'a' AND attributes.run_name = 'x'", [{ of: 'tag', name: 'sweeep', nearest: 'sweep' }]],
    ["tags.mlflow.runName = 'a'", []],
    ["status = 'FAILED'", []],
    [
      'NOT (metrics.los < 1 OR metrics.los > 2) AND metrics.loss < 3',
      [{ of: 'metric', name: 'los', nearest: 'loss' }],
    ],
    ['metrics.toString < 1', [{ of: 'metric', name: 'toString', nearest: null }]],
  ])('%s', (text, expected) => expect(unknown(text)).toEqual(expected));

  it('distance: as a spelling checker counts', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
    const text = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });

  it('a name that is known is its own nearest', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,20}$/), { minLength: 1 }), (names) => {
        for (const name of names) expect(nearestName(name, names)).toBe(name);
      }),
    );
  });
});

describe('the length of a filter', () => {
  const long = (length: number): string => `tags.a = '${'x'.repeat(length - 11)}'`.padEnd(length);
  it('is bounded, in words', () => {
    expect(parseRunFilter(long(10_000))).toMatchObject({ ok: true });
    for (const extended of [true, false])
      expect(parseRunFilter(long(10_001), { extended })).toEqual({
        ok: false,
        problem: 'A filter has at most 10,000 characters; this one has 10,001.',
      });
  });
});
