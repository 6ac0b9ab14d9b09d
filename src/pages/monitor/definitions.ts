// What each figure of the monitors is: in a sentence, where its definition comes from, and its formula.

import { streamDetectors } from '../../core/concept-drift/index.ts';
import { driftMeasures } from '../../core/drift/index.ts';
import { figureOf, hasFigure } from '../../core/figures.ts';
import { monitors } from '../../core/monitors/index.ts';
import { partsOfKey, type FigureKey } from '../../core/monitoring/figure.ts';
import { figureText } from '../text/monitor-figure.ts';

export interface Definition {
  /** One sentence. */
  readonly short: string;
  /** What the family of figures does. */
  readonly family: string;
  readonly formula: string | null;
  /** Tool or paper. */
  readonly source: string | null;
}

export function definitionOf(key: FigureKey): Definition {
  const { family, name } = partsOfKey(key);
  const about = monitors.has(family) ? monitors.get(family).about : '';
  if (driftMeasures.has(name)) {
    const measure = driftMeasures.get(name);
    return { short: measure.about, family: about, formula: null, source: measure.source };
  }
  if (streamDetectors.has(name)) {
    const detector = streamDetectors.get(name);
    return { short: detector.about, family: about, formula: null, source: detector.source };
  }
  if (hasFigure(name)) {
    const figure = figureOf(name);
    return { short: figure.about, family: about, formula: figure.formula ?? null, source: null };
  }
  const own: string | undefined = figureText.definitions[`${family}/${name}`];
  return { short: own ?? about, family: about, formula: null, source: null };
}
