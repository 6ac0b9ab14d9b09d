// Streams and firings of River, and how ours is held against them.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { streamDetectors } from '../../src/core/concept-drift/index.ts';
import type { ParamValues } from '../../src/core/params.ts';
import type { CountingDetector, StreamDetector } from '../../src/core/stream-detector.ts';
import { Random } from '../../src/core/random.ts';
import { defaults, problems } from '../../src/core/params.ts';

interface Config {
  readonly detector: string;
  readonly params: ParamValues;
}
interface Scenario {
  readonly n: number;
  readonly change: number | null;
  readonly seeds: readonly number[];
  readonly ones: readonly number[];
  readonly detectors: Readonly<
    Record<
      string,
      {
        readonly fires: Readonly<Record<string, readonly number[]>>;
        readonly warnings_first3?: Readonly<Record<string, readonly number[]>>;
        readonly summary: Readonly<Record<string, number | null>>;
      }
    >
  >;
}
interface Reference {
  readonly configs: Readonly<Record<string, Config>>;
  readonly scenarios: Readonly<Record<string, Scenario>>;
  readonly gaussian: Readonly<
    Record<
      string,
      { readonly input: readonly number[]; readonly fires: Readonly<Record<string, readonly number[]>> }
    >
  >;
  readonly traces: Readonly<
    Record<string, { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }>
  >;
  readonly kswin: {
    readonly ks_exact_p_for_n_m_30_by_h: readonly number[];
    readonly python_random_42_getrandbits32_first4: readonly number[];
    readonly python_random_42_sample_range70_k30_first3_first8: readonly (readonly number[])[];
  };
  readonly random: readonly (Config & {
    readonly x: string | readonly number[];
    readonly fires: readonly number[];
    readonly warnings: readonly number[];
  })[];
}

const path = new URL('../fixtures/core/concept-drift.json', import.meta.url);
export const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;

function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const errorRate: Readonly<Record<string, (t: number) => number>> = {
  'abrupt_0.2_0.5': (t) => (t < 1000 ? 0.2 : 0.5),
  'gradual_0.2_0.5': (t) => 0.2 + 0.3 * Math.min(1, Math.max(0, (t - 1000) / 1000)),
  'improve_0.5_0.2': (t) => (t < 1000 ? 0.5 : 0.2),
  'null_0.2': () => 0.2,
};

export function errorsOf(scenario: string, seed: number): number[] {
  const uniform = mulberry32(seed);
  const { n } = reference.scenarios[scenario]!;
  return Array.from({ length: n }, (_, t) => (uniform() < errorRate[scenario]!(t) ? 1 : 0));
}

/** Rows of its firings, and of those from which on it warned. */
export function heard({ detector, params }: Config, stream: readonly number[]) {
  const running = streamDetectors.get(detector).begin(params);
  const [fires, warnings]: [number[], number[]] = [[], []];
  let warned = false;
  stream.forEach((x, row) => {
    if (running.update(x) === 'drift') fires.push(row);
    const warns = 'warning' in running && running.warning === true;
    if (warns && !warned) warnings.push(row);
    warned = warns;
  });
  return { fires, warnings };
}

/** The tests that every detector has to pass. */
export function agreesWithRiver(detector: string): void {
  const configs = Object.entries(reference.configs).filter(([, config]) => config.detector === detector);

  test('fires and warns at the same rows as River on the given streams', () => {
    for (const [scenario, { seeds, ones, change, n, detectors }] of Object.entries(reference.scenarios)) {
      const streams = seeds.map((seed) => errorsOf(scenario, seed));
      expect(streams.map((stream) => stream.reduce((a, b) => a + b))).toEqual(ones);
      for (const [name, config] of configs) {
        const { fires, warnings_first3: warnings = {}, summary } = detectors[name]!;
        const own = streams.map((stream) => heard(config, stream));
        const bySeed = (of: 'fires' | 'warnings', known: object) =>
          Object.fromEntries(
            Object.keys(known).map((seed) => [seed, own[seeds.indexOf(Number(seed))]?.[of]]),
          );
        expect(bySeed('fires', fires)).toEqual(fires);
        expect(bySeed('warnings', warnings)).toEqual(warnings);
        if (change === null) {
          const counted = own.slice(0, summary['n_seeds']!);
          const all = counted.reduce((sum, one) => sum + one.fires.length, 0);
          expect(all).toBe(summary['false_alarms_total']);
          expect((all * 10_000) / (n * counted.length)).toBeCloseTo(summary['false_alarms_per_10000']!, 2);
          continue;
        }
        const delays = own
          .flatMap((one) => one.fires.filter((row) => row >= change).slice(0, 1))
          .map((row) => row - change);
        expect(delays.length).toBe(summary['detected']);
        if (delays.length > 0)
          expect(delays.reduce((a, b) => a + b) / delays.length).toBeCloseTo(summary['delay_mean']!, 2);
        const early = own.reduce((sum, one) => sum + one.fires.filter((row) => row < change).length, 0);
        expect(early / seeds.length).toBeCloseTo(summary['false_alarms_mean_before_change']!, 2);
      }
    }
  });

  test('fires at the same rows as River on real numbers', () => {
    for (const { input, fires } of Object.values(reference.gaussian))
      for (const [name, config] of configs)
        if (fires[name]) expect(heard(config, input).fires).toEqual(fires[name]);
  });

  test('fires and warns at the same rows as River in random settings on random streams', () => {
    const cases = reference.random.filter((one) => one.detector === detector);
    expect(cases.length).toBeGreaterThan(10);
    for (const one of cases) {
      const stream = typeof one.x === 'string' ? [...one.x].map(Number) : one.x;
      expect({ params: one.params, ...heard(one, stream) }).toEqual({
        params: one.params,
        fires: one.fires,
        warnings: one.warnings,
      });
    }
  });

  test('counts its firings in one go, as one number after another', () => {
    const { begin, params, input } = streamDetectors.get(detector);
    const random = new Random(5);
    const [one, other] = [begin(defaults(params)), begin(defaults(params))];
    for (let window = 0; window < 30; window++) {
      const xs = Float64Array.from({ length: random.integer(400) }, () =>
        input === 'numbers' && window % 3 === 2
          ? random.normal()
          : Number(random.uniform() < (window % 4) / 5),
      );
      expect(one.firings(xs)).toBe(xs.filter((x) => other.update(x) === 'drift').length);
    }
  });

  test('its grid holds its default, the eager end first, and fits its description', () => {
    const { params, knob } = streamDetectors.get(detector);
    const usual = defaults(params);
    expect(knob.grid).toContain(usual[knob.param]);
    const sign = knob.eager === 'smaller' ? 1 : -1;
    expect([...knob.grid].sort((a, b) => sign * (a - b))).toEqual([...knob.grid]);
    for (const value of knob.grid) expect(problems(params, { ...usual, [knob.param]: value })).toEqual({});
  });
}

/** River's inner state on the stream of seed 1, every hundred rows. */
export function holdsState<Running extends CountingDetector>(
  { begin, params }: StreamDetector<Running>,
  trace: string,
  state: (running: Running) => readonly unknown[],
): void {
  test('has River’s inner state', () => {
    const running = begin(defaults(params));
    const rows = new Map(reference.traces[trace]!.rows.map(([row, ...rest]) => [row, rest]));
    expect(rows.size).toBeGreaterThan(20);
    errorsOf('abrupt_0.2_0.5', 1).forEach((x, row) => {
      const drift = running.update(x) === 'drift';
      const expected = rows.get(row);
      if (!expected) return;
      [...state(running), drift].forEach((value, i) => {
        const wanted = expected[i];
        if (typeof wanted === 'number' && typeof value === 'number') expect(value).toBeCloseTo(wanted, 9);
        else if (wanted !== null) expect(value).toBe(wanted);
      });
    });
  });
}
