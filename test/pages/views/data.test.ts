import { describe, expect, it } from 'vitest';
import type { Project } from '../../../src/core/records.ts';
import { arrangeTable } from '../../../src/core/arrange.ts';
import { datasets } from '../../../src/core/datasets/index.ts';
import bikes from '../../../src/core/scenarios/bikes.ts';
import { scenarios } from '../../../src/core/scenarios/index.ts';
import {
  cardFacts,
  catalogueRows,
  earlierFacts,
  earlierRows,
  heldBack,
  sampleRows,
  scenesOf,
  withoutAnswers,
} from '../../../src/pages/views/data.ts';
import { dataText } from '../../../src/pages/text/rooms.ts';
import { openOf } from './open.ts';

describe('rows whose answers have not arrived', () => {
  it.each(scenarios.all.map((scenario) => scenario.id))('%s: features and time, nothing else', async (id) => {
    const open = await openOf(id);
    const names = withoutAnswers(open.table, open).columns.map((column) => column.name);
    expect(names).not.toContain(open.scenario.target.column);
    const { timeColumn } = open.dataset;
    expect(names.toSorted()).toEqual([...open.scenario.features, ...(timeColumn ? [timeColumn] : [])].sort());
  });

  it('bikes: the columns that rush is made of are not shown', async () => {
    const open = await openOf('bikes');
    const { columns, rows } = sampleRows(withoutAnswers(open.table, open), bikes.trainRows, 72);
    expect(rows).toHaveLength(72);
    expect(columns.map((column) => column.key)).toEqual(
      expect.not.arrayContaining(['rush', 'rentals', 'casual', 'registered']),
    );
    expect(Object.keys(rows[0]!)).not.toContain('rentals');
  });

  it('holds answers back where the open stream runs in another order than the file', async () => {
    const wine = await openOf('wine-red-to-white');
    expect(heldBack(wine.dataset, wine)).toBe(true);
    expect(heldBack(datasets.get('penguins'), wine)).toBe(false);
    const open = await openOf('bikes');
    expect(heldBack(open.dataset, open)).toBe(false);
    expect(arrangeTable(open.table, open.scenario, 1)).toBe(open.table);
  });
});

describe('the catalogue', () => {
  it('has a row for each data set, with its licence and what it is good for', () => {
    const { rows } = catalogueRows(datasets.all);
    expect(rows.map((row) => row['label'])).toEqual(datasets.all.map((dataset) => dataset.label));
    for (const { licence } of rows.map((row) => ({ licence: row['licence'] ?? '' })))
      expect(licence).not.toContain('Ref');
    for (const row of rows) for (const value of Object.values(row)) expect(value).not.toBe('');
  });

  it.each(datasets.all.map((dataset) => dataset.id))(
    '%s: licence, source and citation are on the card',
    (id) => {
      const facts = new Map(cardFacts(datasets.get(id)).map((fact) => [fact.label, fact.value]));
      for (const label of [dataText.licence, dataText.source, dataText.citation, dataText.measured])
        expect(facts.get(label) ?? '').not.toBe('');
      expect([...facts.values()].join(' ')).not.toContain('CBPE');
    },
  );

  it('leads to every scene', () => {
    const reached = datasets.all.flatMap(scenesOf).map((scene) => scene.id);
    expect(reached.toSorted()).toEqual(scenarios.all.map((scenario) => scenario.id).sort());
  });
});

describe('earlier projects', () => {
  const project = (id: string, createdAt: number, part: Partial<Project> = {}): Project => ({
    v: 1,
    id,
    scenarioId: 'bikes',
    seed: 1,
    createdAt,
    openedAt: createdAt + 5,
    position: 3,
    playing: false,
    settings: {} as Project['settings'],
    ...part,
  });

  it('of the same name are told apart, in the order of their beginning', () => {
    const projects = [project('b', 20), project('a', 10), project('c', 30, { scenarioId: 'gone' })];
    const facts = new Map([
      ['a', { known: 1234, champion: 2 }],
      ['b', { known: 10, champion: null }],
    ]);
    const { rows } = earlierRows(projects, facts, (at) => `at ${at}`);
    const { label } = bikes;
    expect(rows).toMatchObject([
      { scene: `${label} (no. 2)`, began: 'at 20', opened: 'at 25', known: '10', champion: 'none yet' },
      { scene: `${label} (no. 1)`, began: 'at 10', known: '1,234', champion: 'model v2' },
      { scene: 'gone', known: '…', champion: '…' },
    ]);
    const unread = earlierRows([projects[0]!], new Map([['b', null]]), String).rows[0]!;
    expect([unread['scene'], unread['known']]).toEqual([label, 'cannot be read']);
  });

  it('know the rows of the beginning and of windows whose answers have come', () => {
    const window = (index: number, performance: object | null) => ({ index, performance });
    const contents = {
      project: project('a', 1),
      windows: [window(0, {}), window(1, null), window(2, {})],
      ledger: [],
      versions: [],
    } as object as Parameters<typeof earlierFacts>[0];
    expect(earlierFacts(contents)).toEqual({ known: bikes.trainRows + bikes.windowRows, champion: null });
  });
});
