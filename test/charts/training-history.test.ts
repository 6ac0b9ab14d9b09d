import { expect, test } from 'vitest';
import trainingHistory from '../../src/charts/training-history.ts';
import { alive, hostile, theme } from './theme.ts';

const epochs = [0.5, 0.4, 0.35, 0.37, 0.39, 0.42].map((validationLoss, index) => ({
  epoch: index + 1,
  step: (index + 1) * 10,
  loss: 0.5 - index * 0.05,
  validationLoss,
  metric: 0.7 + index * 0.02,
  validationMetric: 0.7 + index * 0.01,
}));
const data = { metricLabel: 'Accuracy', epochs, epochsPlanned: 20 };

test('the title says what was reached and when it went wrong', () => {
  expect(trainingHistory.title(data)).toBe(
    'Accuracy reached 0.750 on rows kept aside; their loss has been rising since epoch 3',
  );
  expect(trainingHistory.title({ ...data, epochs: epochs.slice(0, 3) })).toBe(
    'Accuracy reached 0.720 on rows kept aside',
  );
  expect(trainingHistory.title({ ...data, epochs: [] })).toBe('Training has not finished an epoch yet');
  const alone = epochs.map((record) => ({ ...record, validationLoss: NaN, validationMetric: NaN }));
  expect(trainingHistory.title({ ...data, epochs: alone })).toBe('The loss went from 0.500 to 0.250');
  expect(trainingHistory.describe({ ...data, epochs: alone })).toContain('No rows were kept aside');
  expect(trainingHistory.subtitle(data)).toContain('n = 6 of 20 epochs, 60 steps');
});

const withLosses = (losses: readonly number[]) => ({
  ...data,
  epochs: losses.map((validationLoss, index) => ({
    epoch: index + 1,
    step: index + 1,
    loss: 0.5,
    validationLoss,
    metric: 0.7,
    validationMetric: 0.7,
  })),
});

test('a curve that goes to and fro is not said to rise', () => {
  expect(
    trainingHistory.title(withLosses([0.5, 0.3, 0.4, 0.31, 0.42, 0.32, 0.4, 0.31, 0.41, 0.33, 0.39])),
  ).toBe('Accuracy reached 0.700 on rows kept aside; their loss was lowest at epoch 2');
  expect(trainingHistory.title(withLosses([0.5, 0.3, 0.4, 0.38, 0.45, 0.43, 0.5, 0.55]))).toContain(
    'has been rising since epoch 2',
  );
});

test('a rate that is too large is not called learning by heart', () => {
  const wild = [4, 7, 3, 7, 16, 6, 17, 18, 1, 4, 0.9, 5, 18, 1, 9, 12, 8, 17, 7, 19];
  const history = withLosses(wild);
  const both = { ...history, epochs: history.epochs.map((one) => ({ ...one, loss: one.validationLoss })) };
  expect(trainingHistory.title(both)).toBe(
    'Accuracy reached 0.700 on rows kept aside; both losses jump between 0.900 and 19.0',
  );
});

test('losses that are no numbers are called so', () => {
  const broken = epochs
    .slice(0, 1)
    .map((record) => ({ ...record, loss: NaN, validationLoss: NaN, validationMetric: NaN }));
  const gone = { ...data, epochs: broken, rowsAside: 200 };
  expect(trainingHistory.title(gone)).toBe('The loss was not a number in any epoch');
  expect(trainingHistory.describe(gone)).not.toContain('No rows were kept aside');
  expect(trainingHistory.title({ ...data, epochs: [...epochs, ...broken] })).toBe(
    'The loss of epoch 1 is not a number any more',
  );
});

test('the epoch of the lowest loss is marked, or the one whose weights were put back', () => {
  const lowest = trainingHistory.figure(data, theme).layout;
  expect(lowest.shapes?.map(({ x0, x1 }) => [x0, x1])).toEqual([[3, 3]]);
  // Said below the title, not over the ticks of a narrow chart.
  expect(lowest.annotations?.map(({ text }) => text)).toEqual(['Loss', 'Accuracy']);
  expect(trainingHistory.subtitle(data)).toContain('Upright line: epoch 3, lowest loss on rows kept aside.');
  const restored = { ...data, restored: 4 };
  expect(trainingHistory.figure(restored, theme).layout.shapes?.map(({ x0 }) => x0)).toEqual([4]);
  expect(trainingHistory.subtitle(restored)).toContain('Upright line: epoch 4, weights put back.');
  expect(trainingHistory.title(restored)).toBe(
    'Accuracy reached 0.730 on rows kept aside; the weights of epoch 4 were put back',
  );
  expect(trainingHistory.figure({ ...data, epochs: [] }, theme).layout.shapes).toEqual([]);
});

test('loss on the left, metric on the right, as far as it came', () => {
  const figure = trainingHistory.figure(data, theme);
  expect(figure.data.map((trace) => trace.yaxis)).toEqual(['y', 'y', 'y2', 'y2']);
  expect(figure.data[1]?.y).toEqual(epochs.map((record) => record.validationLoss));
  expect(figure.data[3]?.y).toEqual(epochs.map((record) => record.validationMetric));
  expect(figure.layout.xaxis.range).toEqual([0.5, 6.5]);
  const [first] = epochs;
  if (!first) throw new Error('no epochs');
  const gaps = trainingHistory.figure({ ...data, epochs: [{ ...first, validationLoss: NaN }] }, theme);
  expect(gaps.data[1]?.y).toEqual([null]);
});

test('names are harmless and the numbers are exported', () => {
  expect(alive(trainingHistory.figure({ ...data, metricLabel: hostile }, theme))).toEqual([]);
  const rows = trainingHistory.csv(data).split('\r\n');
  expect(rows[0]).toBe('epoch,step,loss,validation loss,Accuracy,validation Accuracy');
  expect(rows[1]).toBe('1,10,0.5,0.5,0.7,0.7');
});
