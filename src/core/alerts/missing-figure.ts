import { defineAlertKind } from '../alerting/alert-kind.ts';
import { numberOf } from '../params.ts';

export default defineAlertKind({
  id: 'missing-figure',
  label: 'Nothing comes any more',
  about:
    'Speaks when a figure is not there: labels that stopped coming, a window without rows, a column that is gone.',
  params: {
    rows: {
      type: 'integer',
      label: 'Least rows',
      help: 'A figure on fewer rows counts as missing.',
      min: 1,
      max: 1_000_000,
      default: 1,
    },
  },
  judge(seen, params) {
    const rows = numberOf(params, 'rows');
    return seen.map(({ figure }) => {
      const there = figure !== null && figure.n >= rows && !Number.isNaN(figure.value);
      return { verdict: there ? 'good' : 'bad', bound: rows, severity: there ? 0 : 1 };
    });
  },
});
