import { bareFigure } from '../monitoring/figure.ts';
import { defineMonitor } from '../monitoring/monitor.ts';
import { quantileOfSorted } from '../statistics.ts';

/** So many of the latest batches are looked at together: of one window alone there is no 99th percentile. */
const trailing = 200;
const shares = { p50: 0.5, p95: 0.95, p99: 0.99 };

export default defineMonitor({
  id: 'latency',
  label: 'Latency',
  about: `Milliseconds that the answers to 1,000 rows took on this machine: median and percentiles of the latest ${trailing} batches.`,
  needs: 'rows',
  begin() {
    const latest: number[] = [];
    return ({ latencies }, put) => {
      for (const { rows, ms } of latencies) if (rows > 0) latest.push((1000 * ms) / rows);
      if (latest.length > trailing) latest.splice(0, latest.length - trailing);
      if (latest.length === 0) return;
      const sorted = Float64Array.from(latest).sort();
      for (const [name, share] of Object.entries(shares))
        put(`latency/${name}`, bareFigure(quantileOfSorted(sorted, share), sorted.length));
    };
  },
});
