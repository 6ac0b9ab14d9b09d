import { defineAlertKind, heldTo, type SeenFigure } from '../alerting/alert-kind.ts';
import { isOfMetric } from '../alerting/figure-facts.ts';
import { holm } from '../holm.ts';
import { numberOf } from '../params.ts';

/** With a chance above this, all figures counted together, a window counts as one in which nothing is wrong. */
const calm = 0.05;

/**
 * P(at least this far out), 1 where the figure says how good answers are and it is no worse than what the version had. Chances of
 * both directions stand for that of one, which is never too small. Where the level is not known, the figure's own bound stands in.
 */
function chanceOf({ key, figure, worse, level }: SeenFigure): number {
  if (!figure || !isOfMetric(key)) return figure?.pValue ?? NaN;
  const usual = Number.isNaN(level) ? figure.threshold : level;
  const isFine = !Number.isNaN(usual) && heldTo(figure.value, usual, worse).verdict === 'good';
  return isFine && !Number.isNaN(figure.pValue) ? 1 : figure.pValue;
}

export default defineAlertKind({
  id: 'surprise',
  label: 'Hardly by chance',
  about:
    'Speaks when a figure would hardly come about by chance if nothing had changed. You say how often it may be wrong; how far out a figure must be follows from that, from the number of figures and from the size of the window. Of figures that say how good the answers are, only worse ones count.',
  params: {
    rows: {
      type: 'number',
      label: 'Rows for one false alarm',
      help: 'If nothing ever changed, this rule would still speak about once in so many rows. Fewer: it speaks sooner, and wrongly more often.',
      min: 100,
      max: 1e9,
      scale: 'log',
      default: 400_000,
    },
  },
  /**
   * A window may be wrong with a chance of its new rows among those of the budget, and Holm's procedure keeps to that over all
   * figures of the window. So the expected number of false windows in `rows` rows is at most one, whatever the figures have to
   * do with each other. More windows in a row are asked for without giving any of that away: windows share their
   * reference, so the chances of several don't multiply.
   */
  judge(seen, params, { newRows, share }) {
    const known = seen.map((one, at) => ({ at, p: chanceOf(one) })).filter(({ p }) => !Number.isNaN(p));
    const alpha = Math.min(calm, (newRows / numberOf(params, 'rows')) * share);
    const adjusted = holm(known.map(({ p }) => p));
    const verdicts = new Map(known.map(({ at, p }, i) => [at, { p, adjusted: adjusted[i]! }]));
    return seen.map((one, at) => {
      const chance = verdicts.get(at);
      if (!chance) return null;
      const verdict = chance.adjusted <= alpha ? 'bad' : chance.adjusted > calm ? 'good' : 'between';
      return {
        verdict,
        bound: one.figure?.threshold ?? NaN,
        severity: -Math.log10(Math.max(chance.p, 1e-300)),
      };
    });
  },
});
