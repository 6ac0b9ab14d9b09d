// A monitor whose p take the rows for independent, and the same one that allows for what they have to do with each other.

import { partsOfKey, type Figure, type FigureKey, type PutFigure } from './figure.ts';
import type { Monitor, MonitorKnowledge, WindowMonitor } from './monitor.ts';
import { allowFor, independent, learnDependence, type Dependence } from './dependence.ts';
import { liftedAbove } from './lifted-limit.ts';
import { followsItself, stretchesOf } from './stretches.ts';

/**
 * By figure: how its p is to be read. Learnt by letting stretches of the reference pass as if they were windows.
 * @param look as it was begun with these.
 */
export function dependenceOf(
  { needs }: Pick<Monitor, 'needs'>,
  { reference, windowRows, features }: MonitorKnowledge,
  look: WindowMonitor,
): ReadonlyMap<FigureKey, Dependence> {
  const found = new Map<FigureKey, Dependence>();
  const stretches = stretchesOf(reference, windowRows);
  if (stretches.length === 0) return found;
  // Of rows that the model learnt from, and held against such: that it knows them too well cancels out.
  const within = look.against ? look.against(reference) : look;
  if (!within) return found;
  const pValues = new Map<FigureKey, number[]>();
  const keep: PutFigure = (key, { pValue }) => {
    if (Number.isNaN(pValue)) return;
    const own = pValues.get(key);
    if (own) own.push(pValue);
    else pValues.set(key, [pValue]);
  };
  for (const stretch of stretches) within(stretch, keep, needs !== 'rows');
  const names = new Set(features);
  const any = features.some((feature) => followsItself(reference, feature));
  for (const [key, own] of pValues) {
    const { of } = partsOfKey(key);
    const neighbours = of !== null && names.has(of) ? followsItself(reference, of) : any;
    const learnt = learnDependence(own, reference.rows, windowRows, neighbours);
    if (learnt !== independent) found.set(key, learnt);
  }
  return found;
}

/** Distances, which their definition calls drift from a limit on that p below this has a part in. */
const distances: readonly string[] = ['drift', 'prediction', 'target'];
const significance = 0.01;

function allowed(law: Dependence, figure: Figure, isDistance: boolean): Figure {
  const pValue = allowFor(law, figure.pValue);
  const { value } = figure;
  const isChance = isDistance && figure.threshold <= value && pValue >= significance;
  return { ...figure, pValue, threshold: isChance ? liftedAbove(value) : figure.threshold };
}

/** The same monitor, with p that allow for rows that resemble those before them. */
function allowing(monitor: Monitor, known: MonitorKnowledge, look: WindowMonitor): WindowMonitor {
  const dependence = dependenceOf(monitor, known, look);
  if (dependence.size === 0) return look;
  const isDistance = distances.includes(monitor.id);
  return (window, put, labelled) =>
    look(
      window,
      (key, figure) => {
        const law = dependence.get(key);
        put(key, law ? allowed(law, figure, isDistance) : figure);
      },
      labelled,
    );
}

/** Begins the monitor, with p that allow for rows that resemble those before them. */
export function beginAllowing(monitor: Monitor, known: MonitorKnowledge): WindowMonitor | null {
  const look = monitor.begin(known);
  return look && monitor.independentRows ? allowing(monitor, known, look) : look;
}

/**
 * The same of a monitor that is called with labels only: how rows depend on each other is learnt when the first have come, so that
 * the first figures of the rows do not wait for it. What is learnt is the same at any time.
 */
export function beginWithLabels(monitor: Monitor, known: MonitorKnowledge): WindowMonitor | null {
  const look = monitor.begin(known);
  if (!look || !monitor.independentRows) return look;
  let learnt: WindowMonitor | null = null;
  return (window, put, labelled) => {
    learnt ??= allowing(monitor, known, look);
    learnt(window, put, labelled);
  };
}
