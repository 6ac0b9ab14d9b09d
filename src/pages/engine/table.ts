// A workload's results as table rows, the fastest first.

import type { BenchReport, BenchResult } from '../../bench/report.ts';

import { engineRoomText, timesText, timeText } from './text.ts';

/** Of a figure that is not there. */
const missing = '–';

const parityText = ({ parity, paritySteps }: BenchResult): string => {
  if (parity === null) return missing;
  return paritySteps > 0 ? `${parity.toExponential(1)} after ${paritySteps}` : parity.toExponential(1);
};

export function benchTable(report: BenchReport, workload: string) {
  const { columns, ratioHelp, parityHelp } = engineRoomText;
  const results = report.results
    .filter((result) => result.workload === workload)
    .toSorted((a, b) => (a.medianMs ?? Infinity) - (b.medianMs ?? Infinity) || 0);
  return {
    results,
    columns: [
      { key: 'engine', label: columns.engine },
      { key: 'median', label: columns.median, align: 'end' as const },
      { key: 'range', label: columns.range, align: 'end' as const },
      { key: 'samples', label: columns.samples, align: 'end' as const },
      { key: 'ratio', label: columns.ratio, align: 'end' as const, help: ratioHelp },
      { key: 'parity', label: columns.parity, align: 'end' as const, help: parityHelp },
      { key: 'remark', label: columns.remark, align: 'wrap' as const },
    ],
    rows: results.map((result) => ({
      engine:
        report.software && result.engine.includes('webgpu') ? `${result.engine} (software)` : result.engine,
      median: result.medianMs === null ? missing : timeText(result.medianMs),
      range:
        result.minMs === null || result.maxMs === null
          ? missing
          : `${timeText(result.minMs)} to ${timeText(result.maxMs)}`,
      samples: String(result.samples),
      ratio: result.ratio === null ? missing : timesText(result.ratio),
      parity: parityText(result),
      remark: [result.reason, result.note].filter(Boolean).join(' '),
    })),
  };
}
