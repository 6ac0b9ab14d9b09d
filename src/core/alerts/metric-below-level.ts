import { heldTo, judgeEach } from '../alerting/alert-kind.ts';
import { defineAlarmRule } from '../define.ts';
import { numberOf } from '../params.ts';
import type { ParamValues } from '../params.ts';

function thresholdOf(level: number, better: 'higher' | 'lower', params: ParamValues): number {
  const margin = numberOf(params, 'margin');
  return better === 'higher' ? level - margin : level + margin;
}

export default defineAlarmRule({
  id: 'metric-below-level',
  label: 'Worse than its own level',
  about:
    'Rings when the metric is worse than what the model reached in validation, by a margin, several windows in a row.',
  params: {
    margin: {
      type: 'number',
      label: 'Margin',
      help: "How much worse than the model's own validation level is still accepted, in the metric's unit.",
      // A target may be in grams or in dollars, and so is its metric.
      min: 0.001,
      max: 1e6,
      scale: 'log',
      default: 0.05,
    },
    windows: {
      type: 'integer',
      label: 'Windows in a row',
      help: 'How many windows must be worse, one after the other, before the alarm rings.',
      min: 1,
      max: 50,
      default: 3,
    },
  },
  /** As a rule on any figure whose level before deployment is known. The windows in a row are those of the rule then. */
  judge: judgeEach(({ worse, level }, value, params) =>
    Number.isNaN(level)
      ? null
      : heldTo(value, thresholdOf(level, worse === 'down' ? 'higher' : 'lower', params), worse),
  ),
  threshold: thresholdOf,
  /** A NaN value is not worse, so it ends a streak. */
  fires({ level, better, values }, params) {
    const windows = numberOf(params, 'windows');
    if (windows < 1 || values.length < windows) return false;
    const threshold = thresholdOf(level, better, params);
    return values
      .slice(-windows)
      .every((value) => (better === 'higher' ? value < threshold : value > threshold));
  },
});
