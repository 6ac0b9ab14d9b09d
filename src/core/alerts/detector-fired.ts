import { defineAlertKind, judgeEach } from '../alerting/alert-kind.ts';
import { numberOf } from '../params.ts';

export default defineAlertKind({
  id: 'detector-fired',
  label: 'A detector fired',
  about: 'Speaks when a detector of concept drift has fired in a window.',
  params: {
    times: {
      type: 'integer',
      label: 'Times in a window',
      help: 'How often it must have fired in one window.',
      min: 1,
      max: 1000,
      default: 1,
    },
  },
  judge: judgeEach((_, value, params) => {
    const times = numberOf(params, 'times');
    return { verdict: value >= times ? 'bad' : 'good', bound: times, severity: value };
  }),
});
