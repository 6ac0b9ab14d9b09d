import { defineAlertKind, judgeEach, type SeenFigure } from '../alerting/alert-kind.ts';
import { numberOf, type ParamValues } from '../params.ts';

/** What the figure is compared with; NaN where there is nothing yet. */
function usual(seen: SeenFigure, params: ParamValues): number {
  if (params['from'] === 'level' && !Number.isNaN(seen.level)) return seen.level;
  const windows = numberOf(params, 'over');
  const figures = params['from'] === 'before' ? seen.before(windows) : seen.first(windows);
  const values = figures.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  return values.length < windows ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export default defineAlertKind({
  id: 'change',
  label: 'Different from before',
  about:
    'Speaks when a figure differs from what it was: in the windows just before, in the first windows of this version, or when the version was judged.',
  params: {
    from: {
      type: 'choice',
      label: 'Compared with',
      help: 'The level before deployment is known of performance only; for other figures the first windows take its place.',
      options: [
        { value: 'before', label: 'the windows just before' },
        { value: 'first', label: 'the first windows of this version' },
        { value: 'level', label: 'the level before deployment' },
      ],
      default: 'before',
    },
    over: {
      type: 'integer',
      label: 'Windows to compare with',
      help: 'Their mean is what the figure is held against. Until there are so many, nothing is said.',
      min: 1,
      max: 200,
      default: 5,
    },
    by: {
      type: 'choice',
      label: 'Measured as',
      help: 'A share is one of what it was: 0.2 means a fifth more or less.',
      options: [
        { value: 'amount', label: 'an amount' },
        { value: 'share', label: 'a share of what it was' },
      ],
      default: 'amount',
    },
    much: {
      type: 'number',
      label: 'How much',
      help: 'A difference of up to this much is accepted.',
      min: 0,
      max: 1e12,
      default: 0.1,
    },
    side: {
      type: 'choice',
      label: 'Which way',
      help: 'For worse means down where more is better, up elsewhere.',
      options: [
        { value: 'worse', label: 'for worse' },
        { value: 'either', label: 'either way' },
      ],
      default: 'worse',
    },
  },
  judge: judgeEach((seen, value, params) => {
    const was = usual(seen, params);
    if (Number.isNaN(was)) return null;
    const much = numberOf(params, 'much') * (params['by'] === 'share' ? Math.abs(was) : 1);
    const up = value >= was;
    const counts = params['side'] === 'either' || up === (seen.worse === 'up');
    // 0.6 − 0.5 is a little more than 0.1 in floating point, and such a difference was to be accepted.
    const slack = 4 * Number.EPSILON * Math.max(Math.abs(value), Math.abs(was));
    const beyond = counts ? Math.abs(value - was) - much - slack : -much;
    return { verdict: beyond > 0 ? 'bad' : 'good', bound: up ? was + much : was - much, severity: beyond };
  }),
});
