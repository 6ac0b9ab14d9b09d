// What each figure of the monitors is: in a sentence, where its definition comes from, and its formula.

import { streamDetectors } from '../../core/concept-drift/index.ts';
import { driftMeasures } from '../../core/drift/index.ts';
import { figureOf, hasFigure } from '../../core/figures.ts';
import { partsOfKey, type FigureKey } from '../../core/monitoring/figure.ts';
import { figureText } from '../text/monitor-figure.ts';

export interface Definition {
  /** One sentence. */
  readonly short: string;
  readonly formula: string | null;
  /** Tool or paper. */
  readonly source: string | null;
}

export function definitionOf(key: FigureKey): Definition {
  const { family, name } = partsOfKey(key);
  if (driftMeasures.has(name)) {
    const measure = driftMeasures.get(name);
    return { short: measure.about, formula: null, source: measure.source };
  }
  if (streamDetectors.has(name)) {
    const detector = streamDetectors.get(name);
    return { short: detector.about, formula: null, source: detector.source };
  }
  if (hasFigure(name)) {
    const figure = figureOf(name);
    return { short: figure.about, formula: figure.formula ?? null, source: null };
  }
  // Read from the texts, not from the monitors: they are heavy, and run in the worker alone.
  return { short: figureText.definitions[`${family}/${name}`] ?? '', formula: null, source: null };
}
