// What a person hears of a scene that follows the weather, and whether broken sensors are heard all the same.

import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../src/core/scenarios/index.ts';
import { monitors } from '../../../src/core/monitors/index.ts';
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

describe.each([
  ['bikes', 'temp'],
  ['bikes', 'humidity'],
  ['bikes', 'windspeed'],
  ['rain', 'temperature'],
  ['rain', 'average_wind_speed'],
  ['flights', 'temp_f'],
  ['flights', 'wind_mph'],
])('a broken sensor in %s, %s', (id, column) => {
  it.each(['stuck', 'missing', 'zero'])('is heard in the first or second window: %s', slow, async (mode) => {
    const scene = scenarios.get(id);
    const fromRow = scene.trainRows + 3 * scene.windowRows;
    const start = await startOf(scene);
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
    const of = ({ episodes }: ReturnType<typeof watchScene>, before: boolean) =>
      episodes.filter(({ window, subjects }) => subjects.includes(column) && window.index < 3 === before);
    const story = watchScene(start, script, 5);
    expect(of(story, true)).toEqual([]);
    expect(of(story, false).length).toBeGreaterThan(0);
  });
});
