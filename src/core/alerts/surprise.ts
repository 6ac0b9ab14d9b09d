import { defineAlertKind } from '../alerting/alert-kind.ts';
import { holm } from '../holm.ts';
import { numberOf } from '../params.ts';

/** With a chance above this, all figures counted together, a window counts as one in which nothing is wrong. */
const calm = 0.05;

export default defineAlertKind({
  id: 'surprise',
  label: 'Hardly by chance',
  about:
    'Speaks when a figure would hardly come about by chance if nothing had changed. You say how often it may be wrong; how far out a figure must be follows from that, from the number of figures and from the size of the window.',
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
    const known = seen.flatMap(({ figure }, at) =>
      figure && !Number.isNaN(figure.pValue) ? [{ at, p: figure.pValue }] : [],
    );
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
