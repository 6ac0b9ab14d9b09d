import { defineAlertKind, heldTo, judgeEach } from '../alerting/alert-kind.ts';
import { numberOf } from '../params.ts';

export default defineAlertKind({
  id: 'threshold',
  label: 'Above or below a number',
  about: 'Speaks when a figure is beyond a number that you choose.',
  params: {
    side: {
      type: 'choice',
      label: 'Bad when the figure is',
      help: 'On which side of the number it is bad.',
      options: [
        { value: 'above', label: 'above' },
        { value: 'below', label: 'below' },
      ],
      default: 'above',
    },
    bound: {
      type: 'number',
      label: 'The number',
      help: 'In the unit of the figure. Exactly this much is still accepted.',
      min: -1e12,
      max: 1e12,
      default: 0.1,
    },
  },
  judge: judgeEach((_, value, params) =>
    heldTo(value, numberOf(params, 'bound'), params['side'] === 'below' ? 'down' : 'up'),
  ),
});
