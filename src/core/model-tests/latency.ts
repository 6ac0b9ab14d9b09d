import { sayNumber } from '../gate-check/say.ts';
import { defineModelTest, notApplicable } from '../model-test-kind.ts';
import { numberOf } from '../params.ts';
import { quantileOfSorted } from '../statistics.ts';

const batchRows = 256;
const batches = 9;
/** A batch is repeated until it took as long: clocks of browsers tick in tenths of a millisecond, some in whole ones. */
const leastMs = 4;
const mostRepeats = 4096;

/** The median over batches: a batch that something else held up does not count. */
export default defineModelTest({
  id: 'latency',
  label: 'Time to answer',
  about: 'Preparing and answering a row takes no longer than this on this machine.',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    microseconds: {
      type: 'number',
      label: 'At most (µs per row)',
      help: 'Millionths of a second; the median of nine batches of up to 256 rows.',
      min: 0.01,
      max: 1e6,
      scale: 'log',
      default: 500,
    },
  },
  run({ table, rows, score, nowMs }, params) {
    const limit = numberOf(params, 'microseconds');
    const batch = rows.subarray(0, batchRows);
    if (batch.length === 0) return notApplicable('There are no rows to answer.');
    // The first calls are slower: the browser still compiles.
    score(table, batch);
    let repeats = 1;
    const timed = (): number => {
      const began = nowMs();
      for (let i = 0; i < repeats; i++) score(table, batch);
      return nowMs() - began;
    };
    while (repeats < mostRepeats && timed() < leastMs) repeats *= 2;
    const times = Float64Array.from({ length: batches }, () => (timed() * 1000) / (repeats * batch.length));
    const observed = quantileOfSorted(times.sort(), 0.5);
    return {
      passed: observed <= limit,
      words: `${sayNumber(observed, 2)} µs per row, the median of ${batches} batches of ${batch.length} rows; at most ${sayNumber(limit, 2)} µs are asked for.`,
      observed,
      limit,
      rows: [],
    };
  },
});
