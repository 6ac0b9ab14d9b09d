import { defineAlertKind, heldTo, judgeEach } from '../alerting/alert-kind.ts';
import { mayBeChance } from '../monitoring/may-be-chance.ts';

export default defineAlertKind({
  id: 'definition',
  label: 'By its own definition',
  about:
    'Speaks when a figure is beyond the bound that its own definition has: what the tool that made it known calls drift, or a fault. A distance that chance may well have made is passed over, however large: rows that resemble those before them count as few.',
  params: {},
  /** A figure whose definition has no bound says nothing. */
  judge: judgeEach(({ key, figure, worse }, value) => {
    if (!figure || Number.isNaN(figure.threshold)) return null;
    const held = heldTo(value, figure.threshold, worse);
    return held.verdict === 'bad' && mayBeChance(key, figure) ? { ...held, verdict: 'good' } : held;
  }),
});
