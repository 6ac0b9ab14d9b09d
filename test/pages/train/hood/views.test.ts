import { describe, expect, it } from 'vitest';
import { activations } from '../../../../src/core/network.ts';
import { optimizers, optimizerSlots } from '../../../../src/core/learning.ts';
import type { Task } from '../../../../src/core/define.ts';
import { walkSteps } from '../../../../src/core/walkthrough.ts';
import { bandsOf } from '../../../../src/pages/train/hood/map-draw.ts';
import { figure } from '../../../../src/pages/train/hood/figures.ts';
import { formulasOf } from '../../../../src/pages/train/hood/formulas.ts';
import { pictureOf, windowSize } from '../../../../src/pages/train/hood/network.ts';
import { parameterChoices } from '../../../../src/pages/train/hood/parameters.ts';
import { valuesOf } from '../../../../src/pages/train/hood/values.ts';
import { spoken } from '../../../../src/ui/formula.ts';
import { stepName, stepSentence } from '../../../../src/pages/text/train-hood.ts';
import { walkOf } from './walks.ts';

const names = ['inputs', 'layer 1', 'output'];

describe('figures', () => {
  it.each([
    [0, '0'],
    [0.12345678, '0.1235'],
    [-12.3, '−12.30'],
    [3.21e-7, '3.210 × 10⁻⁷'],
    [-4.5e12, '−4.500 × 10¹²'],
    [12345.6, '12346'],
    [NaN, 'not a number'],
    [-Infinity, '−∞'],
  ])('%d is written %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});

describe('the picture', () => {
  it('shows a window of a long layer, and every edge between what it shows', async () => {
    const walk = await walkOf('binary');
    const step = { kind: 'forward', layer: 0 } as const;
    const { nodes, edges, columns } = pictureOf(walk, step, 0, [0, 99, 0], names);
    expect(columns.map(({ first, shown, of }) => [first, shown, of])).toEqual([
      [0, 6, 6],
      [4, windowSize, 12],
      [0, 1, 1],
    ]);
    expect(nodes.length).toBe(6 + windowSize + 1);
    expect(edges.length).toBe(6 * windowSize + windowSize);
    expect(Math.max(...edges.map(({ strength }) => strength))).toBe(1);
    const edge = edges.find(({ from, to }) => from.unit === 3 && to.column === 1 && to.unit === 7)!;
    expect(edge.weight).toBe(walk.weights[3 * 12 + 7]);
  });

  it('holds values on the way forwards and errors on the way back', async () => {
    const walk = await walkOf('binary', { dropout: 0.5 });
    const [hidden, output] = walk.layers;
    const row = 3;
    const valueOf = (step: Parameters<typeof pictureOf>[1], column: number, unit: number) =>
      pictureOf(walk, step, row, [], names).nodes.find(
        (node) => node.column === column && node.unit === unit,
      )!.value;
    const after = hidden!.outputs[row * 12 + 5]! * hidden!.kept![row * 12 + 5]!;
    expect(valueOf({ kind: 'input' }, 1, 5)).toBeNull();
    expect(valueOf({ kind: 'forward', layer: 0 }, 1, 5)).toBe(after);
    expect(valueOf({ kind: 'forward', layer: 0 }, 2, 0)).toBeNull();
    expect(valueOf({ kind: 'loss' }, 2, 0)).toBe(output!.outputs[row]);
    expect(valueOf({ kind: 'backward', layer: 1 }, 2, 0)).toBe(output!.deltas[row]);
    expect(valueOf({ kind: 'backward', layer: 1 }, 1, 5)).toBe(after);
    expect(valueOf({ kind: 'backward', layer: 0 }, 1, 5)).toBe(hidden!.deltas[row * 12 + 5]);
    expect(valueOf({ kind: 'update' }, 0, 2)).toBe(hidden!.inputs[row * 6 + 2]);
  });
});

describe('formulas, sentences and tables', () => {
  const tasks: Task[] = ['binary', 'multiclass', 'regression'];
  it.each(tasks.flatMap((task) => optimizers.map((optimizer) => [task, optimizer] as const)))(
    'say the numbers of every step: %s with %s',
    async (task, optimizer) => {
      const walk = await walkOf(task, { optimizer, l2: 0.01, dropout: 0.25, clipNorm: 0.01 });
      const steps = walkSteps(walk);
      expect(steps.map(({ kind }) => kind)).toContain('clip');
      for (const step of steps) {
        expect(stepName(walk, step)).not.toBe('');
        expect(stepSentence(walk, step, 0, figure)).not.toMatch(/undefined|NaN/);
        const layer = 'layer' in step ? step.layer : step.kind === 'loss' ? 1 : 0;
        const said = formulasOf(walk, step, 0, layer, 0, 1).map(spoken);
        expect(said.length).toBeGreaterThan(0);
        expect(said.join(' ')).not.toMatch(/undefined|not a number/);
        const table = valuesOf(walk, step, 0, layer, 0, names);
        expect(table.rows.length).toBeGreaterThan(0);
        for (const row of table.rows)
          for (const { key } of table.columns) expect(row[key]).not.toMatch(/undefined|not a number/);
      }
      const index = walk.layers[0]!.kernelAt + 12;
      const update = formulasOf(walk, { kind: 'update' }, 0, 0, 0, 1).map(spoken).join('; ');
      const read = (value: number) => figure(value).replace('−', 'minus ');
      expect(update).toContain(read(walk.nextWeights[index]!));
      if (optimizerSlots(optimizer) > 0) expect(update).toContain(read(walk.nextOptimizer[index]!));
    },
  );

  it.each(activations.filter((name) => name !== 'softmax'))('know the bend %s', async (activation) => {
    const walk = await walkOf('regression', {}, { layers: 1, units: 3, activation });
    expect(walk.layers[0]!.activation).toBe(activation);
    const [general, sum] = formulasOf(walk, { kind: 'forward', layer: 0 }, 4, 0, 2, 0).map(spoken);
    expect(general).toBe('z equals the sum over i of x sub i times w sub i plus b');
    expect(sum).toContain(figure(walk.layers[0]!.sums[4 * 3 + 2]!).replace('−', 'minus '));
  });

  it.each(['mean-squared-error', 'mean-absolute-error', 'huber'] as const)(
    'know the loss %s',
    async (loss) => {
      const walk = await walkOf('regression', { loss });
      const said = formulasOf(walk, { kind: 'loss' }, 1, 1, 0, 0).map(spoken).join('; ');
      expect(said).toContain(`loss equals ${figure(walk.losses[1]!)}`);
    },
  );
});

describe('the choice of two weights', () => {
  it('names every parameter once, by its place among all', async () => {
    const walk = await walkOf('binary', {}, { layers: 1, units: 2, activation: 'relu' });
    const found = parameterChoices(walk, names);
    expect(found.length).toBe(walk.weights.length);
    expect(new Set(found.map(({ value }) => value)).size).toBe(found.length);
    expect(found[0]).toEqual({ value: '0', label: 'a → layer 1 1' });
    expect(found.find(({ label }) => label === 'bias of output 1')?.value).toBe(
      String(walk.weights.length - 1),
    );
  });
});

describe('the bands of the map', () => {
  it('go from the least loss to the greatest, and take what is not finite for the greatest', () => {
    const found = bandsOf(Float64Array.of(1, 2, 100, Infinity, NaN));
    expect(found[0]).toBe(0);
    expect([found[2], found[3], found[4]]).toEqual([1, 1, 1]);
    expect(found[1]! > 0 && found[1]! < 1).toBe(true);
    expect([...bandsOf(Float64Array.of(3, 3))]).toEqual([0, 0]);
  });
});
