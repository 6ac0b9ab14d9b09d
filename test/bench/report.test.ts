// Medians, ratios and rows: what the bench does with its numbers.

import { describe, expect, it } from 'vitest';
import { bestPeer, median, timed, untimed, withRatios } from '../../src/bench/report.ts';
import type { BenchReport, BenchResult } from '../../src/bench/report.ts';
import { workloadOf, workloads } from '../../src/bench/workloads.ts';
import { benchTable as roomTable } from '../../src/pages/engine/table.ts';
import { finding, timesText, timeText } from '../../src/pages/engine/text.ts';
import { benchTable } from './table.mjs';

const rest = { workload: 'w', parity: 1e-7, paritySteps: 200, reason: null, note: null };
const results: readonly BenchResult[] = withRatios([
  timed([0.007, 0.008, 0.0075], { ...rest, engine: 'ours-wasm' }),
  timed([30, 20, 25], { ...rest, engine: 'ours-webgpu' }),
  timed([2, 1, 4, 3], { ...rest, engine: 'tfjs-wasm-fit', note: "yieldEvery: 'never'" }),
  timed([1.5, 1.4, 1.6], { ...rest, engine: 'jax-js-wasm' }),
  untimed('w', 'tfjs-cpu-fit', 'Wrong: off by 2.0e-3.', 2e-3, 200),
]);

describe('a median', () => {
  it.each([
    [[3], 3],
    [[3, 1], 2],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (values, expected) => expect(median(values)).toBe(expected));
  it('of nothing is an error', () => expect(() => median([])).toThrow(RangeError));
});

describe('results', () => {
  it('keep median, range and count of the samples', () => {
    expect(results[2]).toMatchObject({ medianMs: 2.5, minMs: 1, maxMs: 4, samples: 4 });
  });
  it('are compared with the fastest peer, not with each other', () => {
    expect(bestPeer(results)?.engine).toBe('jax-js-wasm');
    expect(results.map(({ ratio }) => ratio && Number(ratio.toPrecision(3)))).toEqual([
      200,
      0.06,
      0.6,
      1,
      null,
    ]);
  });
  it('have no ratio without a peer', () => {
    expect(withRatios(results.slice(0, 2)).map(({ ratio }) => ratio)).toEqual([null, null]);
  });
});

describe('the workloads', () => {
  it('have the names that the issue of the bench gives them', () => {
    expect(workloads.map(({ id }) => id)).toEqual([
      'logistic-20-1-b32',
      'mlp-20-32-1-b32',
      'mlp-20-64-64-1-b64',
      'mlp-64-256-256-10-b128',
      'cnn-28-b64',
      'sweep-1',
      'sweep-16',
      'sweep-64',
      'sweep-256',
      'sweep-1024',
      'latency-1-row',
      'retrain-10',
      'cold-start',
    ]);
  });
  it('say what there is instead of a name that is none', () => {
    expect(() => workloadOf('mlp')).toThrow(/There is no workload mlp\. There are logistic-20-1-b32/);
  });
});

describe('words', () => {
  it.each([
    [0.007123, '7.12 µs'],
    [0.0701, '70.1 µs'],
    [1.174, '1.17 ms'],
    [123.4, '123 ms'],
    [2345, '2.35 s'],
  ])('for %d ms', (ms, text) => expect(timeText(ms)).toBe(text));
  it.each([
    [200, '200 ×'],
    [4.26, '4.26 ×'],
    [0.0123, '0.012 ×'],
  ])('for a ratio of %d', (ratio, text) => expect(timesText(ratio)).toBe(text));
  it('say who is faster, whoever it is', () => {
    expect(finding(results)).toBe('ours-wasm is 200 times as fast as the best peer, jax-js-wasm.');
    expect(finding(withRatios(results.slice(1)))).toBe(
      'jax-js-wasm is 17 times as fast as our best, ours-webgpu.',
    );
    expect(finding([])).toBe('None of our engines was timed.');
  });
});

describe('tables', () => {
  const report: BenchReport = {
    machine: '2 cores',
    adapter: 'google swiftshader',
    software: true,
    notes: ['One thread each.'],
    disturbed: false,
    results,
  };

  it('of the room put the fastest first and name software', () => {
    const { rows } = roomTable(report, 'w');
    expect(rows.map(({ engine }) => engine)).toEqual([
      'ours-wasm',
      'jax-js-wasm',
      'tfjs-wasm-fit',
      'ours-webgpu (software)',
      'tfjs-cpu-fit',
    ]);
    expect(rows[0]).toMatchObject({
      median: '7.50 µs',
      range: '7.00 µs to 8.00 µs',
      parity: '1.0e-7 after 200',
    });
    expect(rows[4]).toMatchObject({ median: '–', remark: 'Wrong: off by 2.0e-3.' });
  });

  it('of the terminal are aligned and name machine, adapter and reasons', () => {
    const lines = benchTable(report).split('\n');
    expect(lines.slice(0, 4)).toEqual([
      'machine: 2 cores',
      'WebGPU adapter: google swiftshader (SOFTWARE)',
      'One thread each.',
      '',
    ]);
    expect(benchTable({ ...report, disturbed: true })).toContain('\nDISTURBED: ');
    const table = lines.slice(4);
    expect(table.map((line) => line.split(/\s+/)[0])).toEqual([
      'w',
      'ours-wasm',
      'jax-js-wasm',
      'tfjs-wasm-fit',
      'ours-webgpu',
      'tfjs-cpu-fit',
    ]);
    expect(table.at(-1)).toContain('Wrong: off by 2.0e-3.');
    const ends = table.slice(0, 5).map((line) => line.indexOf('@steps') + line.indexOf('@200'));
    expect(new Set(ends.slice(1)).size).toBe(1);
  });
});
