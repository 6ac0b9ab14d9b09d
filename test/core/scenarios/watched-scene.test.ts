// What a person hears of a scene that follows the weather, and whether broken sensors are heard all the same.

import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../src/core/scenarios/index.ts';
import { monitors } from '../../../src/core/monitors/index.ts';
import { partsOfKey } from '../../../src/core/monitoring/figure.ts';
import { startOf, watchScene } from './watched-scene.ts';

const slow = { timeout: 240_000 };

/** As if rows were independent: what the usual rules said before p allowed for the weather. */
const bare = monitors.all.map((monitor) => ({ ...monitor, independentRows: false }));

const told = ({ episodes }: ReturnType<typeof watchScene>): string[] =>
  episodes.flatMap(({ rule, subjects }) => subjects.map((subject) => `${rule.id} ${subject}`));

describe.each([
  ['bikes', 8, ['far temp']],
  ['rain', 8, ['far visibility']],
  ['flights', 12, ['far temp_f']],
] as const)('%s', (id, most, has) => {
  it('tells a few things, and among them what has moved far', slow, async () => {
    const start = await startOf(scenarios.get(id));
    const story = watchScene(start);
    expect(story.faults).toEqual([]);
    const now = told(story);
    expect(now.length).toBeLessThanOrEqual(most);
    expect(now).toEqual(expect.arrayContaining([...has]));
    const before = told(watchScene(start, [], Infinity, undefined, bare));
    expect(before.length).toBeGreaterThan(now.length);
  });
});

/** The usual rules on a scene in which a column breaks with the fourth window: episodes that name the column. */
const brokenScene = (start: Awaited<ReturnType<typeof startOf>>, column: string, mode: string) => {
  const { scene } = start;
  const fromRow = scene.trainRows + 3 * scene.windowRows;
  const script = [
    {
      id: 'broken',
      kind: 'break-sensor',
      params: { column, mode, share: 1 },
      course: 'sudden' as const,
      overRows: 1000,
      fromRow,
      toRow: null,
    },
  ];
  return watchScene(start, script, 5).episodes.filter(({ figures }) =>
    figures.some(({ key }) => partsOfKey(key).of === column),
  );
};

describe.each([
  ['bikes', ['temp', 'humidity', 'windspeed']],
  ['rain', ['temperature', 'average_wind_speed', 'dew_point', 'visibility']],
  ['flights', ['temp_f', 'wind_mph', 'humidity', 'pressure_mb']],
  ['wine-red-to-white', ['alcohol', 'ph', 'sulphates']],
  ['quiet-applicants', ['age', 'salary', 'house_value']],
] as const)('a broken sensor in %s', (id, columns) => {
  it.each(columns)('is heard in the first or second window: %s', slow, async (column) => {
    const start = await startOf(scenarios.get(id));
    for (const mode of ['stuck', 'missing', 'zero']) {
      const found = brokenScene(start, column, mode);
      const faults = found.filter(({ rule }) => rule.id === 'quality');
      expect(faults.filter(({ window }) => window.index < 3)).toEqual([]);
      expect(found.filter(({ window }) => window.index >= 3).length, mode).toBeGreaterThan(0);
      // A sensor that repeats itself is called so at once, and by its kind.
      if (mode === 'stuck') {
        expect(faults[0]?.window.index).toBe(3);
        expect(faults[0]?.subjects).toContain(`${column}, one value only`);
      }
    }
  });
});
