import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packLog, unpackLog } from '../../src/storage/run-log.ts';
import { epochs, event, runLog } from './records.ts';

const doubles = (length: number) =>
  fc.array(fc.double(), { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));
const series = fc
  .tuple(fc.string(), fc.nat(12))
  .chain(([name, n]) =>
    fc.record({ name: fc.constant(name), steps: doubles(n), times: doubles(n), values: doubles(n) }),
  );
const histogram = fc.record({
  tag: fc.constantFrom('a', 'b/c', '__proto__'),
  step: fc.nat(),
  epoch: fc.nat(),
  histogram: fc.record({
    low: fc.double(),
    high: fc.double(),
    counts: fc.array(fc.nat(), { maxLength: 8 }),
    notFinite: fc.nat(),
  }),
});

it('a packed log comes back number for number', () => {
  fc.assert(
    fc.property(
      fc.array(series, { maxLength: 4 }),
      fc.array(histogram, { maxLength: 6 }),
      fc.nat(5),
      (lines, bars, n) => {
        const log = runLog('r', { history: epochs(n), series: lines, histograms: bars });
        expect(unpackLog(structuredClone(packLog(log)))).toEqual(log);
      },
    ),
  );
});

it('holds no object for a point, and few numbers for a constant learning rate', () => {
  const n = 1000;
  const rate = {
    name: 'learning_rate',
    steps: Float64Array.from({ length: n }, (_, i) => 10 * (i + 1)),
    times: Float64Array.from({ length: n }, (_, i) => Math.sqrt(i)),
    values: new Float64Array(n).fill(0.01),
  };
  const packed = packLog(runLog('r', { series: [rate] }));
  expect(packed.series[0]!.points.length).toBe(n + 1 + 3 + 3);
});

it('is refused where it is damaged', () => {
  const good = packLog(runLog('r', { events: [event()] }));
  const [first] = good.series;
  for (const damaged of [
    null,
    { ...good, epochs: 9 },
    { ...good, epochs: -1 },
    { ...good, history: [] },
    { ...good, series: [{ ...first, n: 2 }] },
    { ...good, series: [{ ...first, name: 3 }] },
    { ...good, tags: [] },
    { ...good, histograms: good.histograms.slice(0, -1) },
    { ...good, histograms: 'x' },
    { ...good, events: [{ ...event(), hook: 'whenever' }] },
    { ...good, runId: 3 },
  ])
    expect(() => unpackLog(damaged)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  expect(() => unpackLog({ ...good, v: 2 })).toThrow(expect.objectContaining({ code: 'newer-data' }));
});
