import { describe, expect, test } from 'vitest';
import { alertLab } from '../../../src/core/alert-lab/alert-lab.ts';
import type { LabProgress, LabRequest, LabResult, LabWorld } from '../../../src/core/alert-lab/lab.ts';
import { asChosen } from '../../../src/core/alert-lab/entrants.ts';
import { enter, race } from '../../../src/core/alert-lab/race.ts';
import type { StreamSource } from '../../../src/core/alert-lab/streams.ts';
import { streamDetectors } from '../../../src/core/concept-drift/index.ts';
import { defaults } from '../../../src/core/params.ts';
import { errorsOf, reference } from '../concept-drift-cases.ts';

const sudden: LabWorld = {
  errors: { from: 'rates', before: 0.2, after: 0.5 },
  rows: 2000,
  changeAt: 1000,
  course: 'sudden',
  overRows: 0,
  labelDelayRows: 0,
};
const usual = (...ids: string[]): LabRequest['detectors'] =>
  ids.map((id) => ({ id, params: defaults(streamDetectors.get(id).params) }));

function run(request: Partial<LabRequest>, streams?: StreamSource) {
  const told: LabProgress[] = [];
  const work = alertLab({ world: sudden, detectors: usual('ddm'), seeds: 30, seed: 7, ...request }, streams);
  for (;;) {
    const { done, value } = work.next();
    if (done) return { result: value, told };
    told.push(value);
  }
}
const lineOf = ({ lines }: LabResult, id: string) => lines.find((line) => line.id === id)!;
const chosenOf = (result: LabResult, id: string) => lineOf(result, id).points.find(({ chosen }) => chosen)!;

describe('on the streams of River’s table', () => {
  const { scenarios, configs } = reference;
  const streamsOf = (name: string) =>
    scenarios[name]!.seeds.map((seed) => Float64Array.from(errorsOf(name, seed)));
  const none = new Float64Array(0);

  test.each(['abrupt_0.2_0.5', 'gradual_0.2_0.5', 'improve_0.5_0.2'])('%s: 30 seeds', (name) => {
    const { n, change, detectors } = scenarios[name]!;
    const changed = streamsOf(name);
    const world = { ...sudden, rows: n, changeAt: change! };
    const racers = enter(Object.values(configs).map(({ detector: id, params }) => asChosen({ id, params })));
    const streams: StreamSource = (_, __, index) => ({ changed: changed[index]!, quiet: none });
    expect([...race({ world, seeds: 30, seed: 1 }, racers, streams)].at(-1)).toBe(30);
    Object.keys(configs).forEach((config, place) => {
      const { summary } = detectors[config]!;
      const { missed, streams: of, delay, falseAlarms } = racers[place]!.tally;
      expect({ of, missed }).toEqual({ of: 30, missed: summary['missed'] });
      if (missed === 30) expect(delay).toEqual({ mean: NaN, median: NaN, p90: NaN });
      else {
        expect(delay.mean).toBeCloseTo(summary['delay_mean']!, 2);
        expect(delay.median).toBeCloseTo(summary['delay_median']!, 2);
      }
      const early = Math.round(30 * summary['false_alarms_mean_before_change']!);
      expect(falseAlarms.value).toBeCloseTo(early / 3, 9);
    });
  });

  test('without a change: false alarms for 10,000 rows', () => {
    const { detectors } = scenarios['null_0.2']!;
    const quiet = streamsOf('null_0.2');
    const streams: StreamSource = (_, __, index) => ({ changed: none, quiet: quiet[index]! });
    for (const [config, { detector: id, params }] of Object.entries(configs)) {
      const { summary } = detectors[config]!;
      const racers = enter([asChosen({ id, params })]);
      const seeds = summary['n_seeds']!;
      Array.from(race({ world: { ...sudden, changeAt: 0 }, seeds, seed: 1 }, racers, streams));
      const { value, low, high } = racers[0]!.tally.falseAlarms;
      expect(value).toBeCloseTo(summary['false_alarms_per_10000']!, 2);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThan(value);
    }
  });

  test('the chosen point of each line is what River’s defaults do', () => {
    const changed = streamsOf('abrupt_0.2_0.5');
    const { detectors } = scenarios['abrupt_0.2_0.5']!;
    const streams: StreamSource = (_, __, index) => ({ changed: changed[index]!, quiet: none });
    const names = {
      ddm: 'DDM',
      eddm: 'EDDM',
      adwin: 'ADWIN',
      'page-hinkley': 'PageHinkley',
      'hddm-a': 'HDDM_A',
    };
    const { result } = run({ detectors: usual(...Object.keys(names)) }, streams);
    for (const [id, name] of Object.entries(names)) {
      const { summary } = detectors[name]!;
      const { missed, delay } = chosenOf(result, id);
      expect(missed).toBe(summary['missed']);
      expect(delay.mean).toBeCloseTo(summary['delay_mean']!, 2);
      expect(delay.median).toBeCloseTo(summary['delay_median']!, 2);
    }
  });
});

test('agrees with River’s table on streams of its own, up to chance', () => {
  const { result } = run({
    detectors: usual('hddm-w', 'adwin', 'page-hinkley', 'eddm', 'hddm-a', 'ddm'),
    seeds: 200,
  });
  const { detectors } = reference.scenarios['abrupt_0.2_0.5']!;
  const names = {
    'hddm-w': 'HDDM_W',
    adwin: 'ADWIN',
    'page-hinkley': 'PageHinkley',
    'hddm-a': 'HDDM_A',
    ddm: 'DDM',
  };
  for (const [id, name] of Object.entries(names)) {
    const { delay, missed } = chosenOf(result, id);
    expect(missed).toBeLessThanOrEqual(1);
    // Delays deviate by about half their mean or less; the mean of 30 by less than a tenth of that again.
    expect(delay.mean / detectors[name]!.summary['delay_mean']!).toBeGreaterThan(0.75);
    expect(delay.mean / detectors[name]!.summary['delay_mean']!).toBeLessThan(1.25);
    expect(delay.median).toBeLessThanOrEqual(delay.p90);
  }
  const { falseAlarms } = chosenOf(result, 'eddm');
  // 21.6 for 10,000 rows of longer streams, and more at the beginning of each.
  expect(falseAlarms.low).toBeGreaterThan(20);
  expect(falseAlarms.high).toBeLessThan(50);
});

test('turns every knob along its grid, the eager end first, the chosen value in its place', () => {
  const ids = streamDetectors.all.map(({ id }) => id);
  const { result } = run({ detectors: usual(...ids), seeds: 2 });
  expect(result.lines.map(({ id }) => id)).toEqual([...ids, 'always', 'random']);
  for (const id of ids) {
    const { knob } = streamDetectors.get(id);
    const { points } = lineOf(result, id);
    expect(points.map(({ setting }) => setting)).toEqual(knob.grid);
    expect(points.filter(({ chosen }) => chosen)).toHaveLength(1);
  }
  const params = { ...defaults(streamDetectors.get('ddm').params), drift_threshold: 2.75 };
  const between = lineOf(run({ detectors: [{ id: 'ddm', params }], seeds: 1 }).result, 'ddm').points;
  expect(between.map(({ setting }) => setting)).toEqual([1.5, 2, 2.5, 2.75, 3, 3.5, 4, 5, 6]);
  expect(between.map(({ chosen }) => chosen).indexOf(true)).toBe(3);
});

test('leaves out settings that do not go with the others', () => {
  const params = { ...defaults(streamDetectors.get('eddm').params), alpha: 0.8, beta: 0.75 };
  const { points } = lineOf(run({ detectors: [{ id: 'eddm', params }], seeds: 1 }).result, 'eddm');
  expect(points.map(({ setting }) => setting)).toEqual([0.8, 0.75, 0.7, 0.6, 0.5]);
});

test('more eager settings are sooner and more often wrong', () => {
  const { result } = run({ detectors: usual('hddm-w', 'ddm', 'page-hinkley'), seeds: 60 });
  for (const id of ['hddm-w', 'ddm', 'page-hinkley']) {
    const { points } = lineOf(result, id);
    const [eager, timid] = [points[0]!, points.at(-1)!];
    expect(eager.falseAlarms.low).toBeGreaterThan(timid.falseAlarms.high);
    if (timid.missed < 30) expect(eager.delay.mean).toBeLessThan(timid.delay.mean);
  }
});

test('the controls show what firing always and firing at random looks like', () => {
  const { result } = run({ detectors: [], seeds: 40 });
  const [always] = lineOf(result, 'always').points;
  expect(always).toMatchObject({ missed: 0, delay: { mean: 0, median: 0, p90: 0 } });
  expect(always!.falseAlarms.value).toBeCloseTo(10_000, 9);
  expect(always!.setting).toBeNaN();
  const { points, control } = lineOf(result, 'random');
  expect(control).toBe(true);
  expect(points.length).toBeGreaterThan(4);
  const rates = points.map(({ falseAlarms }) => falseAlarms.value);
  expect(rates).toEqual(rates.toSorted((a, b) => b - a));
  // One in thirty rows: it fires after 29 rows on average, as luck has it.
  const every30 = points[1]!;
  expect(every30.falseAlarms.low).toBeLessThan(10_000 / 30);
  expect(every30.falseAlarms.high).toBeGreaterThan(10_000 / 30);
  expect(Math.abs(every30.delay.mean - 29)).toBeLessThan(15);
});

test('the delay of labels is added to every delay, and to nothing else', () => {
  const at = (labelDelayRows: number) => run({ world: { ...sudden, labelDelayRows }, seeds: 10 }).result;
  const [now, later] = [at(0), at(250)];
  for (const [place, line] of now.lines.entries())
    for (const [index, point] of line.points.entries()) {
      const other = later.lines[place]!.points[index]!;
      expect(other.delay.mean).toBeCloseTo(point.delay.mean + 250, 9);
      expect(other.delay.p90).toBeCloseTo(point.delay.p90 + 250, 9);
      expect({ ...other, delay: null }).toEqual({ ...point, delay: null });
    }
});

test('tells what the first seeds show while the others still run', () => {
  const { told, result } = run({ seeds: 10 });
  expect(told.map(({ done }) => done)).toEqual(told.map((_, i) => i + 1));
  expect(told.every(({ total }) => total === told.length)).toBe(true);
  const shown = [...new Set(told.map(({ soFar }) => soFar))];
  expect(shown.map((one) => one?.seeds)).toEqual([undefined, 3, 5, 8]);
  expect(shown[1]).toEqual(run({ seeds: 3 }).result);
  expect(result).toMatchObject({ seeds: 10, rows: 10 * 2 * 2000 });
  expect(run({ seeds: 10 }).result).toEqual(result);
  expect(run({ seeds: 10, seed: 8 }).result).not.toEqual(result);
});

test('nothing is caught where nothing changes, but by chance', () => {
  const world = { ...sudden, errors: { from: 'rates', before: 0.2, after: 0.2 } } as const;
  const { missed, delay } = chosenOf(run({ world, detectors: usual('hddm-a') }).result, 'hddm-a');
  expect(missed).toBeGreaterThanOrEqual(28);
  if (missed === 30) expect(delay.mean).toBeNaN();
});

test('misses that are numbers are shown only to detectors that can look at numbers', () => {
  const wave = (level: number) => Float64Array.from({ length: 300 }, (_, i) => level + Math.sin(i * i));
  const errors = { from: 'rows', before: wave(0), after: wave(3), block: 1 } as const;
  const ids = streamDetectors.all.map(({ id }) => id);
  const { result } = run({ world: { ...sudden, errors }, detectors: usual(...ids, 'ddm'), seeds: 3 });
  expect(result.lines.map(({ id }) => id)).toEqual(['adwin', 'kswin', 'page-hinkley', 'always', 'random']);
  expect(chosenOf(result, 'adwin')).toMatchObject({ missed: 0 });
});

test('says what is wrong with a world that can’t be', () => {
  const refused = (world: Partial<LabWorld>) => () => run({ world: { ...sudden, ...world } });
  expect(refused({ changeAt: 2000 })).toThrow(/within the 2000 rows/);
  expect(refused({ changeAt: NaN })).toThrow(RangeError);
  expect(refused({ rows: 0, changeAt: 0 })).toThrow(RangeError);
  expect(refused({ labelDelayRows: -1 })).toThrow(RangeError);
  expect(refused({ errors: { from: 'rates', before: 0.2, after: 1.1 } })).toThrow(/between 0 and 1/);
  const none = new Float64Array(0);
  expect(refused({ errors: { from: 'rows', before: none, after: none, block: 1 } })).toThrow(RangeError);
  const params = { drift_threshold: 'three' };
  expect(() => run({ detectors: [{ id: 'ddm', params }] })).toThrow(RangeError);
});
