// What the engine room says.

import type { BenchReport, BenchResult } from '../../bench/report.ts';
import { bestPeer, isOurs } from '../../bench/report.ts';
import { fixed } from '../../ui/format.ts';

export const engineRoomText = {
  title: 'Engine',
  computes: 'What computes here',
  computesSubtitle: 'Chosen by a short measurement on this machine, after a check against float64',
  computesAsked: 'You asked for it; it was checked against float64 before',
  choosing: 'Trying it out …',
  engine: 'Engine',
  adapter: 'Graphics adapter',
  noAdapter: 'not used',
  software: 'a program, not a graphics card',
  hardware: 'a graphics card',
  speed: 'Steps per second',
  speedDetail: 'optimiser steps of a small test model like the one trained last',
  notProbed: 'Nothing has been measured yet',
  choice: 'Use',
  choiceFastest: 'The fastest (measured)',
  choiceHelp:
    'Holds from the next training on. What does not work here is refused, and the former one stays. For a model that it does not train, the fastest that does takes over, and says so.',
  bench: 'Bench',
  benchSubtitle:
    'Our trainers beside TensorFlow.js and jax-js: same rows, same first weights, same batches. Whoever does not compute what float64 computes is not timed',
  workloads: 'Workloads',
  all: 'All',
  none: 'None',
  samples: 'Samples of each engine',
  seconds: 'Least seconds of a sample',
  samplesProblem: 'A whole number of samples from 1 to 100.',
  secondsProblem: 'From 0.01 to 10 seconds for a sample.',
  run: 'Run the bench',
  nothingChosen: 'Choose at least one workload.',
  training: 'A model is being trained. The figures would be those of a busy machine.',
  noWorkload: 'starting',
  paused:
    'The stream is paused and the engine stays as it is. Train nothing until this is over: it would disturb the times.',
  disturbed: 'This run was disturbed',
  disturbedBy:
    'The page trained a model, let the stream run or compared engines during the bench, and the times are those of a busy machine. Run it again for figures to rely on.',
  pauses: 'The stream pauses meanwhile. All workloads take about 15 minutes; one takes one to three.',
  done: 'The bench is done.',
  stopped: 'The bench was stopped.',
  failed: 'The bench failed:',
  copy: 'Copy JSON',
  copied: 'Copied',
  json: 'Result as JSON',
  adapterLine: ({ adapter, software }: BenchReport) =>
    adapter === null
      ? 'No WebGPU adapter.'
      : software
        ? `WebGPU adapter: ${adapter}. It is software: the webgpu rows say nothing about a graphics card.`
        : `WebGPU adapter: ${adapter}.`,
  columns: {
    engine: 'Engine',
    median: 'Median',
    range: 'Range',
    samples: 'Samples',
    ratio: 'Times the best peer',
    parity: 'Parity',
    remark: 'Remark',
  },
  ratioHelp: 'How many times as fast as the fastest engine that is not ours.',
  parityHelp:
    'Largest difference of a weight from the same training in float64, and after how many steps. Above 1e-4 an engine is not timed.',
  caption: (label: string, unit: string) => `${label}: time per ${unit}`,
} as const;

/** Three digits and a unit that suits: "7.12 µs", "1.17 ms", "12.3 s". */
export function timeText(ms: number): string {
  const [value, unit] = ms >= 999.5 ? [ms / 1000, 's'] : ms >= 0.9995 ? [ms, 'ms'] : [ms * 1000, 'µs'];
  return `${fixed(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0)} ${unit}`;
}

/** "23 ×" or "0.45 ×". */
export const timesText = (ratio: number): string =>
  `${ratio < 9.95 ? fixed(ratio, ratio < 0.0995 ? 3 : 2) : fixed(ratio, 0)} ×`;

/** What one workload found, in a sentence. */
export function finding(results: readonly BenchResult[]): string {
  const peer = bestPeer(results);
  const ours = results
    .filter(({ engine, medianMs }) => isOurs(engine) && medianMs !== null)
    .toSorted((a, b) => (a.medianMs ?? 0) - (b.medianMs ?? 0))[0];
  if (!ours?.medianMs) return 'None of our engines was timed.';
  if (!peer?.medianMs) return `${ours.engine} takes ${timeText(ours.medianMs)}; no peer was timed.`;
  const ratio = peer.medianMs / ours.medianMs;
  const rough =
    Math.min(peer.samples, ours.samples) < 3 ? ' With so few samples this is a rough figure.' : '';
  const words =
    ratio >= 1
      ? `${ours.engine} is ${timesText(ratio).replace(' ×', '')} times as fast as the best peer, ${peer.engine}.`
      : `${peer.engine} is ${timesText(1 / ratio).replace(' ×', '')} times as fast as our best, ${ours.engine}.`;
  return words + rough;
}
