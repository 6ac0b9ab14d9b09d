import { errorsOf, newRows } from '../champion-errors.ts';
import { streamDetectors } from '../concept-drift/index.ts';
import { bareFigure, figureKey } from '../monitoring/figure.ts';
import { defineMonitor } from '../monitoring/monitor.ts';

export default defineMonitor({
  id: 'detectors',
  label: 'Detectors that fired',
  about:
    'How often each detector of concept drift fired, looking at one error after another. They remember all rows since the version was deployed.',
  needs: 'labels',
  begin({ plan, task, unseen }) {
    // A regression's misses are neither right nor wrong: detectors that count errors can't look at them.
    const running = plan.detectors
      .filter(({ id }) => streamDetectors.has(id))
      .map(({ id, params }) => ({ detector: streamDetectors.get(id), params }))
      .filter(({ detector }) => task !== 'regression' || detector.input === 'numbers')
      .map(({ detector, params }) => ({ id: detector.id, running: detector.begin(params) }));
    if (running.length === 0) return null;
    const errorAt = errorsOf(task, unseen);
    const fresh = newRows();
    let errors = new Float64Array(0);
    return (window, put) => {
      const rows = fresh(window);
      if (errors.length < rows.length) errors = new Float64Array(rows.length);
      let count = 0;
      for (let i = 0; i < rows.length; i++) {
        const error = errorAt(window, rows[i]!);
        if (!Number.isNaN(error)) errors[count++] = error;
      }
      if (count === 0) return;
      const known = errors.subarray(0, count);
      for (const { id, running: detector } of running)
        put(figureKey('detectors', id), bareFigure(detector.firings(known), count, { threshold: 1 }));
    };
  },
});
