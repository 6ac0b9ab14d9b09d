// A monitor whose p take the rows for independent, and the same one that allows for what they have to do with each other.

import { partsOfKey, type Figure, type FigureKey } from './figure.ts';
import type { Monitor, MonitorKnowledge, WindowMonitor } from './monitor.ts';
import { allowFor, independent, learnDependence, type Dependence } from './dependence.ts';
import { followsItself, stretchesOf } from './stretches.ts';

/** By figure: how its p is to be read. Learnt by letting stretches of the reference pass as if they were windows. */
export function dependenceOf(
  monitor: Pick<Monitor, 'begin' | 'needs'>,
  known: MonitorKnowledge,
): ReadonlyMap<FigureKey, Dependence> {
  const { reference, windowRows, features } = known;
  const stretches = stretchesOf(reference, windowRows);
  // Of rows that the model learnt from, and held against such: that it knows them too well cancels out.
  const look = stretches.length > 0 ? monitor.begin({ ...known, unseen: reference }) : null;
  const found = new Map<FigureKey, Dependence>();
  if (!look) return found;
  const pValues = new Map<FigureKey, number[]>();
  for (const stretch of stretches)
    look(
      stretch,
      (key, { pValue }) => {
        if (Number.isNaN(pValue)) return;
        const own = pValues.get(key);
        if (own) own.push(pValue);
        else pValues.set(key, [pValue]);
      },
      monitor.needs !== 'rows',
    );
  const alike = new Map(features.map((feature) => [feature, followsItself(reference, feature)]));
  const any = [...alike.values()].some(Boolean);
  for (const [key, own] of pValues) {
    const { of } = partsOfKey(key);
    const neighbours = of === null ? any : (alike.get(of) ?? any);
    const learnt = learnDependence(own, reference.rows, windowRows, neighbours);
    if (learnt !== independent) found.set(key, learnt);
  }
  return found;
}

/** Distances, which their definition calls drift from a limit on that p below this has a part in. */
const distances = ['drift', 'prediction', 'target'];
const significance = 0.01;

function allowed(law: Dependence, figure: Figure, isDistance: boolean): Figure {
  const pValue = allowFor(law, figure.pValue);
  const { value } = figure;
  // What chance may well have made is not called drift, so the limit lies above it.
  const threshold =
    isDistance && figure.threshold <= value && pValue >= significance ? value * (1 + 1e-9) : figure.threshold;
  return { ...figure, pValue, threshold };
}

/** Begins the monitor, with p that allow for rows that resemble those before them. */
export function beginAllowing(monitor: Monitor, known: MonitorKnowledge): WindowMonitor | null {
  const look = monitor.begin(known);
  if (!look || !monitor.independentRows) return look;
  const dependence = dependenceOf(monitor, known);
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
