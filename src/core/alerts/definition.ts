import { defineAlertKind, heldTo, judgeEach } from '../alerting/alert-kind.ts';

export default defineAlertKind({
  id: 'definition',
  label: 'By its own definition',
  about:
    'Speaks when a figure is beyond the bound that its own definition has: what the tool that made it known calls drift, or a fault.',
  params: {},
  /** A figure whose definition has no bound says nothing. */
  judge: judgeEach(({ figure, worse }, value) =>
    figure && !Number.isNaN(figure.threshold) ? heldTo(value, figure.threshold, worse) : null,
  ),
});
