import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/noaa-weather.ts';
import { counts, shipped } from './shipped.ts';

describe('noaa-weather', () => {
  it('ships the rows that it describes', async () => {
    const table = await shipped(dataset);
    expect(counts(table, 'rain')).toEqual({ dry: 12461, rain: 5698 });
  });
});
