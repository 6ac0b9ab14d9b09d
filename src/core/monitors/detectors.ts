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
    const eachNew = newRows();
    return (window, put) => {
      const errors: number[] = [];
      eachNew(window, (at) => {
        const error = errorAt(window, at);
        if (!Number.isNaN(error)) errors.push(error);
      });
      if (errors.length === 0) return;
      for (const { id, running: detector } of running) {
        let fired = 0;
        for (const error of errors) if (detector.update(error) === 'drift') fired++;
        put(figureKey('detectors', id), bareFigure(fired, errors.length, { threshold: 1 }));
      }
    };
  },
});
