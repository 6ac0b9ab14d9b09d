// Invented data for the gallery and the tests: a stream that falls at window 60, an alarm, a second version.

import type { StreamData } from '../../../src/charts/parts/stream-words.ts';
import type { TimelineModel } from '../../../src/ui/timeline-model.ts';

const wave = (index: number): number =>
  0.03 * Math.sin(index * 1.7) + 0.02 * Math.sin(index * 0.6 + 1) + 0.01 * Math.sin(index * 3.1);

const oldModel = (index: number): number =>
  (index < 60 ? 0.87 : Math.max(0.6, 0.87 - (index - 60) * 0.013)) + wave(index);

const withYou = (index: number): number => (index < 92 ? oldModel(index) : 0.85 + wave(index));

/** `labelled` of `passed` windows have a value. */
export function streamExample(passed = 150, labelled = 144): StreamData {
  return {
    unit: 'share',
    metricLabel: 'Accuracy',
    better: 'higher',
    windows: Array.from({ length: passed }, (_, index) => {
      const value = index < labelled ? withYou(index) : NaN;
      return {
        index,
        label: `day ${index + 1}`,
        value,
        low: value - 0.05,
        high: value + 0.05,
        n: 48,
      };
    }),
    level: 0.86,
    threshold: 0.76,
    reigns:
      passed > 92
        ? [
            { from: 0, label: 'v1' },
            { from: 92, label: 'v2' },
          ]
        : [{ from: 0, label: 'v1' }],
    alarms: passed > 74 ? [{ index: 72, text: 'Accuracy stayed below 0.76 for 3 windows' }] : [],
    counterfactual: {
      label: 'v1 left alone',
      values: Array.from({ length: passed }, (_, index) => (index < 92 ? NaN : oldModel(index))),
    },
  };
}

export function timelineExample(total = 214, position = 150, labelled = 144): TimelineModel {
  return {
    total,
    position,
    labelled,
    metricLabel: 'accuracy',
    values: Float64Array.from({ length: total }, (_, index) => (index < labelled ? withYou(index) : NaN)),
    reigns: [
      { from: 0, label: 'v1', colour: 0 },
      { from: 92, label: 'v2', colour: 1 },
    ],
    alarms: [72],
    threshold: 0.76,
    selected: 66,
    counterfactual: Float64Array.from({ length: total }, (_, index) =>
      index >= 92 && index < labelled ? oldModel(index) : NaN,
    ),
  };
}
