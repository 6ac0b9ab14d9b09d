import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../src/core/drift-sample.ts';
import { driftReport } from '../../src/core/drift-report.ts';
import psi from '../../src/core/drift/psi.ts';
import { applyEdit, firstVersion } from '../../src/core/editing.ts';
import { edits } from '../../src/core/edits/index.ts';
import { defaults, type ParamValues } from '../../src/core/params.ts';
import { Random } from '../../src/core/random.ts';
import { columnOf, takeRows, type Table } from '../../src/core/table.ts';
import { schemaOf } from './edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

function someRows(rows: number, seed: number): Table {
  const random = new Random(seed);
  const list = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row));
  return tableOf(
    numberColumn(
      'temp',
      list(() => 15 + 5 * random.normal()),
    ),
    numberColumn(
      'wind',
      list(() => (random.uniform() < 0.1 ? null : random.uniform())),
    ),
    numberColumn(
      'holiday',
      list(() => random.integer(2)),
      'boolean',
    ),
    categoryColumn(
      'sky',
      list(() => ['clear', 'rain', 'snow'][random.integer(3)]!),
    ),
    numberColumn(
      'at',
      list((row) => row * 3_600_000),
      'time',
    ),
    categoryColumn(
      'name',
      list((row) => `${seed}-${row}`),
    ),
    numberColumn(
      'same',
      list(() => 4),
    ),
  );
}
const reference = someRows(600, 1);
const quiet = someRows(400, 2);
const schema = schemaOf(reference, { name: { kind: 'identifier' }, at: { role: 'time' } });
const faulty = (table: Table, id: string, params: ParamValues): Table => {
  const kind = edits.get(id);
  const order = { params: { ...defaults(kind.params), ...params }, rows: null, other: null, split: null };
  return applyEdit(firstVersion(table), schema, kind, order, 5).version.table;
};
const reportOf = async (table: Table, name: string) => {
  const found = (await driftReport(reference, table, schema)).columns.find(({ column }) => column === name);
  if (!found) throw new Error(`${name} is not in the report.`);
  return found;
};
const without = (table: Table, name: string): Table => ({
  rows: table.rows,
  columns: table.columns.filter((column) => column.name !== name),
});

describe('a drift report', () => {
  it('is quiet where nothing changed', async () => {
    const report = await driftReport(without(reference, 'at'), without(quiet, 'at'), schema);
    expect(report).toMatchObject({ rowsBefore: 600, rowsAfter: 400, drifted: 0 });
    expect(report.skipped).toEqual([{ column: 'name', why: 'every row has a value of its own' }]);
    for (const { adjusted, words } of report.columns) {
      expect(adjusted).toBeGreaterThan(0.05);
      expect(words).toContain('chance');
    }
  });

  it('is empty of differences between a table and itself', async () => {
    const { columns } = await driftReport(reference, reference, schema);
    for (const { strength, psi: index, pValue, mean } of columns) {
      expect(strength).toBe(0);
      expect(index ?? 0).toBe(0);
      expect(pValue).toBe(1);
      if (mean) expect(mean.before).toBe(mean.after);
    }
  });

  it('puts the strongest first and says what happened, with its n', async () => {
    let now = faulty(quiet, 'shift-mean', { column: 'temp', deviations: 2 });
    now = faulty(now, 'new-category', { column: 'sky', share: 0.25, category: '<b>hail' });
    now = faulty(now, 'inject-missing', { column: 'wind', share: 0.4 });
    const report = await driftReport(reference, now, schema);
    const strengths = report.columns.map(({ strength }) => strength);
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
    const drifted = report.columns.filter((column) => column.drifted).map(({ column }) => column);
    expect(new Set(drifted)).toEqual(new Set(['temp', 'sky', 'wind', 'at']));
    expect(report.drifted).toBe(4);
    const temp = await reportOf(now, 'temp');
    expect(temp.mean!.deviations).toBeGreaterThan(1.7);
    expect(temp.words).toMatch(/^temp rose by [12]\.\d standard deviations \(mean 15(\.\d)? → 2\d\.\d\)$/);
    const sky = await reportOf(now, 'sky');
    expect(sky.newLevels).toEqual([{ level: '<b>hail', rows: 100 }]);
    expect(sky.words).toBe('sky has 1 new category ("<b>hail") in 100 rows');
    const wind = await reportOf(now, 'wind');
    expect(wind.words).toMatch(/^wind is missing in 4\d % of 400 rows, before in \d+(\.\d)? % of 600$/);
    // The gaps alone drifted: the values that are left did not.
    expect(wind.strength).toBeCloseTo(wind.missing.after / 400 - wind.missing.before / 600, 12);
  });

  it('tells categories that vanished', async () => {
    const rows = Array.from({ length: 400 }, (_, row) => row).filter((row) => {
      const sky = columnOf(quiet, 'sky');
      return sky.kind === 'category' && sky.levels[sky.codes[row]!] !== 'snow';
    });
    const { vanishedLevels, newLevels, strength, words } = await reportOf(takeRows(quiet, rows), 'sky');
    expect(vanishedLevels.map(({ level }) => level)).toEqual(['snow']);
    expect(newLevels).toEqual([]);
    expect(strength).toBeCloseTo(vanishedLevels[0]!.rows / 600, 1);
    expect(words).toContain('1 vanished category ("snow")');
  });

  it('tells a constant that moves, and has the index of the stream', async () => {
    const moved = faulty(quiet, 'change-unit', { column: 'same', factor: 1, offset: 1 });
    const same = await reportOf(moved, 'same');
    expect(same.words).toBe('same was constant and rose (mean 4 → 5)');
    expect(same.strength).toBe(1);
    const temp = columnOf(reference, 'temp');
    expect((await reportOf(quiet, 'temp')).psi).toBe(
      psi.fit(sampleOf(temp), defaults(psi.params))(sampleOf(columnOf(quiet, 'temp'))).statistic,
    );
    expect((await reportOf(quiet, 'at')).psi).toBeNull();
  });

  it('copes with empty columns, empty tables, and columns that are not on both sides', async () => {
    const gone = tableOf(
      numberColumn('temp', [null, null]),
      categoryColumn('wind', ['a', 'b']),
      numberColumn('extra', [1, 2]),
    );
    const report = await driftReport(reference, gone, schema);
    expect(report.skipped.map(({ column, why }) => `${column}: ${why}`)).toEqual([
      'wind: it was of kind number and is of kind category',
      'holiday: it is gone',
      'sky: it is gone',
      'at: it is gone',
      'name: it is gone',
      'same: it is gone',
      'extra: it is new',
    ]);
    expect(report.columns[0]).toMatchObject({ column: 'temp', strength: 1, statistic: NaN });
    expect(report.columns[0]!.words).toContain('is missing in 100 % of 2 rows');
    const empty = await driftReport(reference, takeRows(reference, []), schema);
    expect(empty.columns.every(({ drifted, strength }) => !drifted && strength < 1)).toBe(true);
  });

  it('knows how many columns it looked at', async () => {
    const random = new Random(9);
    const noise = (rows: number) =>
      tableOf(
        ...Array.from({ length: 40 }, (_, i) =>
          numberColumn(
            `c${i}`,
            Array.from({ length: rows }, () => random.normal()),
          ),
        ),
      );
    let raw = 0;
    let drifted = 0;
    for (let trial = 0; trial < 20; trial++) {
      const [before, after] = [noise(60), noise(60)];
      const report = await driftReport(before, after, schemaOf(before));
      raw += report.columns.filter(({ pValue }) => pValue! < 0.05).length;
      drifted += report.drifted;
    }
    expect(raw).toBeGreaterThan(10);
    expect(drifted).toBeLessThan(4);
  });
});
