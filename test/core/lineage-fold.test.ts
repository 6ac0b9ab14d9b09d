import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded } from '../../src/core/lineage-fold.ts';
import { lineageOf } from '../../src/core/lineage.ts';
import { dataOf, evaluationOf, history, versionOf } from './lineage-cases.ts';
import { runOf } from './run-cases.ts';

const none = new Set<string>();
const idsOf = (shown: ReturnType<typeof folded>) => shown.nodes.map(({ id }) => id);
const foldsOf = (shown: ReturnType<typeof folded>) =>
  shown.nodes.flatMap((node) => (node.kind === 'fold' ? [`${node.members.length} ${node.of}`] : []));

describe('folded', () => {
  it('shows a short history as it is', () => {
    const lineage = lineageOf(history(5));
    const shown = folded(lineage, 12, null, none);
    expect(idsOf(shown).sort()).toEqual([...lineage.nodes.keys()].sort());
    expect(shown.edges).toHaveLength(lineage.edges.length);
  });

  it('folds the oldest of 200 versions with all that hangs at them', () => {
    const lineage = lineageOf(history(200));
    const shown = folded(lineage, 12, null, none);
    expect(foldsOf(shown).sort()).toEqual(
      ['188 run', '188 version', '188 evaluation', '188 windows', '18 alert'].sort(),
    );
    expect(idsOf(shown)).toContain('p/v189');
    expect(idsOf(shown)).not.toContain('p/v188');
    // The recipe made both what is shown and what is folded.
    expect(shown.edges).toContainEqual({
      from: 'recipe:plan@p/data/1',
      to: 'fold:all:run',
      relation: 'prepared',
    });
    expect(folded(lineage, 24, null, none).nodes.length).toBeGreaterThan(shown.nodes.length + 30);
    expect(foldsOf(folded(lineage, 200, null, none))).toEqual([]);
  });

  it('always shows what is looked at, with its chain, and what carries an alias', () => {
    const records = history(200, {
      aliases: new Map([
        ['champion', 'p/v200'],
        ['safe', 'p/v7'],
      ]),
    });
    const shown = idsOf(folded(lineageOf(records), 12, 'p/alert/29', none));
    expect(shown).toEqual(expect.arrayContaining(['p/v7', 'p/run/7', 'p/alert/29', 'p/run/10', 'p/v10']));
    expect(shown).not.toContain('p/v11');
  });

  it('folds the earlier evaluations of one version, and opens them by name', () => {
    const evaluations = Array.from({ length: 8 }, (_, i) => evaluationOf(1, null, i + 1));
    const lineage = lineageOf(history(1, { evaluations }));
    const shown = folded(lineage, 12, null, none);
    const fold = shown.nodes.find((node) => node.kind === 'fold');
    expect(fold).toMatchObject({ of: 'evaluation', within: true });
    expect(foldsOf(shown)).toEqual(['5 evaluation']);
    expect(foldsOf(folded(lineage, 12, null, new Set([fold?.id ?? ''])))).toEqual([]);
    const looked = folded(lineage, 12, 'p/v1/evaluation/2', none);
    expect(idsOf(looked)).toContain('p/v1/evaluation/2');
    expect(foldsOf(looked)).toEqual(['4 evaluation']);
  });

  it('folds data versions that only folded runs learnt from', () => {
    const numbers = Array.from({ length: 30 }, (_, i) => i + 1);
    const lineage = lineageOf(
      history(30, {
        datasetVersions: numbers.map((number) => dataOf(number, { parentId: null })),
        runs: numbers.map((number) =>
          runOf(number, { datasetDigest: `digest-${number}`, recipeDigest: 'plan' }),
        ),
      }),
    );
    expect(foldsOf(folded(lineage, 4, null, none))).toEqual(expect.arrayContaining(['26 data', '26 recipe']));
    // A parent of what is shown is shown.
    const line = lineageOf(history(30, { datasetVersions: numbers.map((number) => dataOf(number)) }));
    expect(foldsOf(folded(line, 4, null, none))).not.toContain('26 data');
  });

  it('loses nothing: every node has its place, every edge its image', () => {
    const graph = fc.record({
      count: fc.integer({ min: 0, max: 25 }),
      most: fc.integer({ min: 0, max: 8 }),
      looked: fc.integer({ min: 1, max: 25 }),
      warm: fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 25 }),
    });
    fc.assert(
      fc.property(graph, ({ count, most, looked, warm }) => {
        const records = history(count);
        const runs = records.runs.map((run, i) =>
          warm[i] !== undefined && warm[i] <= i ? { ...run, warmFrom: `p/v${warm[i]}` } : run,
        );
        const lineage = lineageOf({ ...records, runs });
        const shown = folded(lineage, most, `p/v${looked}`, none);
        const there = new Set(idsOf(shown));
        expect([...shown.placeOf.keys()].sort()).toEqual([...lineage.nodes.keys()].sort());
        for (const place of shown.placeOf.values()) expect(there).toContain(place);
        if (looked <= count) expect(there).toContain(`p/v${looked}`);
        for (const node of shown.nodes)
          if (node.kind === 'fold')
            for (const member of node.members) expect(shown.placeOf.get(member)).toBe(node.id);
        for (const { from, to, relation } of lineage.edges) {
          const image = { from: shown.placeOf.get(from), to: shown.placeOf.get(to), relation };
          if (image.from !== image.to) expect(shown.edges).toContainEqual(image);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a version whose run is gone', () => {
    const lineage = lineageOf({ ...history(1), runs: [], versions: [versionOf(1)] });
    expect(idsOf(folded(lineage, 1, null, none))).toContain('p/v1');
  });
});
