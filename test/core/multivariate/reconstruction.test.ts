import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnEncoding } from '../../../src/core/multivariate/encoding.ts';
import {
  bandOf,
  chunksOf,
  learnReconstruction,
  outside,
  scoreErrors,
} from '../../../src/core/multivariate/reconstruction.ts';
import { Random } from '../../../src/core/random.ts';
import type { Table } from '../../../src/core/table.ts';
import { everyRow, referenceCase, tableCases, tableFrom, tableOfRows } from './cases.ts';

const near = (found: number, expected: number | boolean | null, digits = 9): void => {
  if (typeof expected !== 'number') expect(found).toBeNaN();
  else
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(10 ** -digits * Math.max(1, Math.abs(expected)));
};

function learn(table: Table, names: readonly string[]) {
  const encoding = learnEncoding(table, names, everyRow(table));
  const z = encoding.encode(table, everyRow(table));
  return { encoding, z, reconstruction: learnReconstruction(z, names.length) };
}

const scoresOf = (errors: Float64Array, size: number) =>
  chunksOf(errors.length, size).map(({ from, to }) => scoreErrors(errors.subarray(from, to)));

describe('reconstruction', () => {
  it('equals NannyML on the reference chunks', () => {
    const given = referenceCase();
    const table = tableOfRows(given.columns, given.reference);
    const { encoding, z, reconstruction } = learn(table, given.columns);
    given.scaler_mean.forEach((value, i) => near(encoding.means[i]!, value, 12));
    given.scaler_scale_population_std.forEach((value, i) => near(encoding.scales[i]!, value, 12));
    given.pca_explained_ratio_all.forEach((value, i) => near(reconstruction.explained[i]!, value, 12));
    expect(reconstruction.kept).toBe(given.components.length);
    given.components.forEach((component, i) => {
      const own = reconstruction.directions.subarray(i * 3, i * 3 + 3);
      const along = component.reduce((sum, value, j) => sum + value * own[j]!, 0);
      component.forEach((value, j) => near(Math.sign(along) * own[j]!, value, 9));
    });
    const errors = reconstruction.errors(z);
    near(scoreErrors(errors).value, given.reference_error);
    const band = bandOf(scoresOf(errors, 100).map(({ value }) => value));
    for (const [name, rows] of Object.entries(given.chunks)) {
      const chunk = tableOfRows(given.columns, rows);
      const score = scoreErrors(reconstruction.errors(encoding.encode(chunk, everyRow(chunk))));
      const expected = given.nannyml[name]!;
      near(score.value, expected.value);
      near(score.samplingError, expected.sampling_error);
      near(score.low, expected.lower_confidence_boundary);
      near(score.high, expected.upper_confidence_boundary);
      near(band.upper, expected.upper_threshold);
      near(band.lower ?? NaN, expected.lower_threshold);
      expect(outside(band, score.value)).toBe(expected.alert);
    }
  });

  it.each(tableCases().map((given, i) => [i, given] as const))(
    'equals NannyML on random table %i with categories and gaps',
    (_, given) => {
      const { encoding, z, reconstruction } = learn(tableFrom(given.reference), given.names);
      expect(reconstruction.kept).toBe(given.kept);
      given.ratio.forEach((value, i) => near(reconstruction.explained[i]!, value));
      given.mean.forEach((value, i) => near(encoding.means[i]!, value));
      given.scale.forEach((value, i) => near(encoding.scales[i]!, value));
      const band = bandOf(scoresOf(reconstruction.errors(z), given.size).map(({ value }) => value));
      const current = tableFrom(given.current);
      const scores = scoresOf(reconstruction.errors(encoding.encode(current, everyRow(current))), given.size);
      const [values, samplingErrors, highs, lows, uppers, lowers, alerts] = given.result;
      expect(scores).toHaveLength(values!.length);
      scores.forEach((score, i) => {
        near(score.value, values![i]!, 6);
        near(score.samplingError, samplingErrors![i]!, 6);
        near(score.high, highs![i]!, 6);
        near(score.low, lows![i]!, 6);
        near(band.upper, uppers![i]!, 6);
        // None where it would not lie above zero, which is as good as zero.
        near(band.lower ?? 0, lowers![i] ?? 0, 6);
        // Where every direction is kept, both are rounding.
        if (band.upper > 1e-12) expect(outside(band, score.value)).toBe(alerts![i] === 1);
      });
    },
  );

  it('is the same whatever the order and the units of the columns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (seed, unit) => {
          const random = new Random(seed);
          const rows = Array.from({ length: 60 }, () => {
            const a = random.normal();
            return [a, a + random.normal() / 3, random.normal(), random.normal() - a];
          });
          const moved = rows.map(([a, b, c, d]) => [d!, b! * unit - 3, a!, c! * -2]);
          const scores = [rows, moved].map((given) => {
            const names = ['n0', 'n1', 'n2', 'n3'];
            const { z, reconstruction } = learn(tableOfRows(names, given), names);
            return scoreErrors(reconstruction.errors(z));
          });
          near(scores[1]!.value, scores[0]!.value, 6);
          near(scores[1]!.samplingError, scores[0]!.samplingError, 6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('knows nothing of nothing, and says so', () => {
    expect(() => learnEncoding({ rows: 0, columns: [] }, [], new Int32Array())).toThrow(RangeError);
    expect(scoreErrors(new Float64Array()).value).toBeNaN();
    expect(scoreErrors(Float64Array.of(2))).toMatchObject({ value: 2, samplingError: NaN });
    expect(outside({ lower: 0.1, upper: 0.2 }, 0.2)).toBe(true);
    expect(outside({ lower: null, upper: 0.2 }, 0)).toBe(false);
    expect(outside({ lower: null, upper: 0.2 }, NaN)).toBe(true);
  });

  it('has an error of 0 where the reference never varies, and bears columns without a value', () => {
    const table: Table = {
      rows: 3,
      columns: [
        { name: 'same', kind: 'number', values: Float64Array.of(4, 4, 4) },
        { name: 'empty', kind: 'number', values: Float64Array.of(NaN, NaN, NaN) },
        { name: 'none', kind: 'category', levels: [], codes: Int32Array.of(-1, -1, -1) },
        { name: 'infinite', kind: 'number', values: Float64Array.of(Infinity, 1, 1) },
        { name: 'yes', kind: 'boolean', values: Float64Array.of(1, 1, 1) },
      ],
    };
    const { z, reconstruction } = learn(table, ['same', 'empty', 'none', 'infinite', 'yes']);
    expect([...z].every((value) => value === 0)).toBe(true);
    expect(scoreErrors(reconstruction.errors(z)).value).toBe(0);
  });
});
