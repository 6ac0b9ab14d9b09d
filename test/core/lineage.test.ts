import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineageOf, nodeOfWindow, reach, stretchesOf, type LineageRecords } from '../../src/core/lineage.ts';
import {
  alertOf,
  dataOf,
  emptyHistory,
  evaluationOf,
  history,
  promotion,
  versionOf,
  windowOf,
} from './lineage-cases.ts';
import { runOf } from './run-cases.ts';

const edgesOf = (records: LineageRecords) =>
  lineageOf(records).edges.map(({ from, relation, to }) => `${from} ${relation} ${to}`);

/** Data v1 → v1 (champion for three windows, then an alarm); data v2, edited from it → a warm start from v1 → v2. */
const twoVersions: LineageRecords = {
  datasetVersions: [dataOf(1), dataOf(2)],
  runs: [
    runOf(1, { datasetDigest: 'digest-1', recipeDigest: 'plan', modelVersionId: 'p/v1' }),
    runOf(2, {
      datasetDigest: 'digest-1',
      dataVersionId: 'p/data/2',
      recipeDigest: 'plan',
      warmFrom: 'p/v1',
      parentId: 'p/run/1',
      modelVersionId: 'p/v2',
    }),
  ],
  versions: [versionOf(1), versionOf(2)],
  evaluations: [evaluationOf(1, null), evaluationOf(2, 1)],
  windows: [0, 1, 2].map((index) => windowOf(index, 1)).concat([3, 4].map((index) => windowOf(index, 2))),
  alerts: [alertOf(2, 1)],
  ledger: [promotion(1, 1, 0), promotion(2, 2, 3)],
  aliases: new Map([
    ['champion', 'p/v2'],
    ['safe', 'p/v1'],
  ]),
};

describe('lineageOf', () => {
  it('joins data, recipe, run, version, alias, windows, alarms, evaluations and warm starts', () => {
    expect(edgesOf(twoVersions).sort()).toEqual(
      [
        'p/data/1 edited p/data/2',
        'p/data/1 fitted recipe:plan@p/data/1',
        'p/data/2 fitted recipe:plan@p/data/2',
        'recipe:plan@p/data/1 prepared p/run/1',
        'recipe:plan@p/data/2 prepared p/run/2',
        'p/v1 warm-started p/run/2',
        'p/run/1 made p/v1',
        'p/run/2 made p/v2',
        'p/v2 named alias:champion',
        'p/v1 named alias:safe',
        'p/v1 evaluated p/v1/evaluation/1',
        'p/v2 evaluated p/v2/evaluation/1',
        'p/v1 compared p/v2/evaluation/1',
        'p/v1 answered windows:0',
        'alias:champion answered windows:3',
        'windows:0 raised p/alert/2',
      ].sort(),
    );
  });

  it('shares a recipe among runs on the same data and no others', () => {
    const { nodes } = lineageOf(history(3));
    const recipes = [...nodes.values()].filter(({ kind }) => kind === 'recipe');
    expect(recipes).toEqual([{ id: 'recipe:plan@p/data/1', kind: 'recipe', digest: 'plan', runs: 3 }]);
  });

  it('hangs a run from before recipes were noted at its data', () => {
    const records = { ...history(1), runs: [runOf(1, { datasetDigest: 'digest-1', recipeDigest: '' })] };
    expect(edgesOf(records)).toContain('p/data/1 learnt p/run/1');
  });

  it('draws a fork from the run that it goes on from', () => {
    const fork = runOf(2, {
      parentId: 'p/run/1',
      forkedFrom: { runId: 'p/run/1', epoch: 3, step: 30 },
      datasetDigest: 'digest-1',
    });
    const records = { ...history(1), runs: [...history(1).runs, fork] };
    expect(edgesOf(records)).toContain('p/run/1 forked p/run/2');
  });

  it('has the windows of a trial at both versions, and none of their alarms lost', () => {
    const trial = {
      modelVersionId: 'p/v2',
      kind: 'shadow',
      share: 0,
      latencyMs: 1,
      answered: new Uint8Array(10),
      scores: new Float32Array(10),
    } as const;
    const records = {
      ...twoVersions,
      windows: [windowOf(0, 1), windowOf(1, 1, { trial }), windowOf(2, 1, { trial })],
      aliases: new Map<string, string>(),
    };
    expect(edgesOf(records)).toEqual(
      expect.arrayContaining([
        'p/v1 answered windows:0',
        'p/v1 answered windows:1',
        'p/v2 on-trial windows:1',
        'windows:1 raised p/alert/2',
      ]),
    );
  });

  it('leaves out what no record is there for, and invents nothing', () => {
    expect(lineageOf(emptyHistory)).toEqual({ nodes: new Map(), edges: [] });
    const alone = { ...emptyHistory, versions: [versionOf(1)], alerts: [alertOf(4, 1)] };
    expect(edgesOf(alone)).toEqual(['p/v1 raised p/alert/4']);
  });

  it('joins only nodes that there are, whatever is missing', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(twoVersions)), (missing) => {
        const records = { ...twoVersions };
        for (const name of missing) Object.assign(records, { [name]: name === 'aliases' ? new Map() : [] });
        const { nodes, edges } = lineageOf(records);
        return edges.every(({ from, to }) => nodes.has(from) && nodes.has(to));
      }),
    );
  });
});

describe('stretchesOf', () => {
  it('ends where another version answers, and where a window cannot be read', () => {
    const windows = [windowOf(0, 1), windowOf(1, 1), windowOf(3, 1), windowOf(4, 2)];
    expect(stretchesOf(windows).map(({ first, last }) => [first, last])).toEqual([
      [0, 1],
      [3, 3],
      [4, 4],
    ]);
  });

  it('covers each window once', () => {
    const versions = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 40 });
    fc.assert(
      fc.property(versions, (answered) => {
        const windows = answered.map((version, index) => windowOf(index, version));
        const lineage = lineageOf({ ...history(3), windows });
        const covered = stretchesOf(windows).flatMap(({ first, last, modelVersionId }) =>
          answered.slice(first, last + 1).map((version) => `p/v${version}` === modelVersionId),
        );
        expect(covered).toEqual(answered.map(() => true));
        for (const { index, modelVersionId } of windows) {
          const node = lineage.nodes.get(nodeOfWindow(lineage, index) ?? '');
          expect(node).toMatchObject({ kind: 'windows', stretch: { modelVersionId } });
        }
        expect(nodeOfWindow(lineage, answered.length)).toBeNull();
      }),
    );
  });
});

describe('reach', () => {
  const lineage = lineageOf(twoVersions);

  it('finds all that a version comes from, and all that came of it', () => {
    expect([...reach(lineage, 'p/v2', 'up')].sort()).toEqual(
      [
        'p/data/1',
        'p/data/2',
        'p/run/1',
        'p/run/2',
        'p/v1',
        'recipe:plan@p/data/1',
        'recipe:plan@p/data/2',
      ].sort(),
    );
    expect([...reach(lineage, 'p/v2', 'down')].sort()).toEqual(
      ['alias:champion', 'p/v2/evaluation/1', 'windows:3'].sort(),
    );
    expect(reach(lineage, 'p/alert/2', 'up')).toContain('p/data/1');
    expect(reach(lineage, 'p/data/1', 'down').size).toBe(lineage.nodes.size - 1);
  });

  it('is the same relation seen from both ends, and never reaches itself', () => {
    const ids = [...lineage.nodes.keys()];
    for (const id of ids) {
      expect(reach(lineage, id, 'down').has(id)).toBe(false);
      for (const other of reach(lineage, id, 'down')) expect(reach(lineage, other, 'up').has(id)).toBe(true);
    }
  });

  it('ends on records that go in a circle', () => {
    const runs = [1, 2].map((number) => runOf(number, { warmFrom: `p/v${3 - number}` }));
    const circle = lineageOf({ ...emptyHistory, runs, versions: [versionOf(1), versionOf(2)] });
    expect([...reach(circle, 'p/v1', 'down')].sort()).toEqual(['p/run/1', 'p/run/2', 'p/v2']);
  });
});
