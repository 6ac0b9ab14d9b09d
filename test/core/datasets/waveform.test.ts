import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/waveform.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { cells, expectSameRows, generated, owesAStream } from './generated.ts';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('waveform', () => {
  owesAStream(dataset);

  it('makes River’s rows from its draws', () => {
    expectSameRows(dataset, { ...streams.waveform, draws: [0, 0, ...streams.waveform.draws] });
  });

  it('moves as many places as are swapped', () => {
    const table = generated(dataset, 3000, { params: { swapped: 6 } });
    const still = generated(dataset, 3000);
    const moved = table.columns.filter(
      ({ name, kind }) =>
        kind === 'number' && Math.abs(mean(cells(table, name)) - mean(cells(still, name))) > 0,
    );
    expect(moved).toHaveLength(12);
  });
});
