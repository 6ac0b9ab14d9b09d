// @ts-check
// The result of the bench as text for a terminal.

/**
 * @typedef {import('../../src/bench/report.ts').BenchReport} BenchReport
 * @typedef {import('../../src/bench/report.ts').BenchResult} BenchResult
 */

/** @param {number | null} value milliseconds */
function milliseconds(value) {
  if (value === null) return '–';
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toPrecision(3);
}

/** @param {readonly (readonly string[])[]} lines the first one is the head; columns 1 to 5 are numbers */
function aligned(lines) {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column >= 1 && column <= 5
          ? cell.padStart(widths[column] ?? 0)
          : column === line.length - 1
            ? cell
            : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** @param {BenchResult} result */
const parity = ({ parity: value, paritySteps }) =>
  value === null ? '–' : value.toExponential(1) + (paritySteps > 0 ? ` @${paritySteps}` : '');

/**
 * @param {BenchReport} report
 * @returns {string}
 */
export function benchTable(report) {
  const adapter = report.adapter === null ? 'none' : report.adapter + (report.software ? ' (SOFTWARE)' : '');
  const text = [`machine: ${report.machine}`, `WebGPU adapter: ${adapter}`, ...report.notes];
  if (report.disturbed) text.push('DISTURBED: the page computed something else meanwhile.');
  for (const workload of new Set(report.results.map((result) => result.workload))) {
    const results = report.results
      .filter((result) => result.workload === workload)
      .sort((a, b) => (a.medianMs ?? Infinity) - (b.medianMs ?? Infinity) || 0);
    text.push(
      '',
      ...aligned([
        [workload, 'median ms', 'range ms', 'samples', '× best peer', 'parity @steps', 'remark'],
        ...results.map((result) => [
          result.engine,
          milliseconds(result.medianMs),
          result.minMs === null ? '–' : `${milliseconds(result.minMs)}–${milliseconds(result.maxMs)}`,
          String(result.samples),
          result.ratio === null ? '–' : result.ratio.toPrecision(3),
          parity(result),
          [result.reason, result.note].filter(Boolean).join(' '),
        ]),
      ]),
    );
  }
  return text.join('\n');
}
