import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activations } from '../../../../src/core/network.ts';
import { optimizers, optimizerSlots } from '../../../../src/core/learning.ts';
import type { Task } from '../../../../src/core/define.ts';
import { walkSteps } from '../../../../src/core/walkthrough.ts';
import { bandOf, lossScale } from '../../../../src/pages/train/hood/loss-scale.ts';
import { lowestOf, mapLayout, placeOf } from '../../../../src/pages/train/hood/map-layout.ts';
import { brief, figure } from '../../../../src/pages/train/hood/figures.ts';
import { formulasOf } from '../../../../src/pages/train/hood/formulas.ts';
import { inputOrder, unitName } from '../../../../src/pages/train/hood/names.ts';
import { pictureOf, unitHalf, windowSize } from '../../../../src/pages/train/hood/network.ts';
import { parameterChoices } from '../../../../src/pages/train/hood/parameters.ts';
import { valuesOf } from '../../../../src/pages/train/hood/values.ts';
import { spoken } from '../../../../src/ui/formula.ts';
import { stepName, stepSentence } from '../../../../src/pages/text/train-hood.ts';
import { walkOf } from './walks.ts';

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

describe('figures in a unit', () => {
  it.each([
    [0, '0'],
    [0.123, '0.12'],
    [-0.0612, '−0.061'],
    [3.44, '3.4'],
    [9.96, '10'],
    [-456.7, '−457'],
    [0.00356, '3.6e−3'],
    [-0.000123, '−1.2e−4'],
    [123456, '1.2e5'],
    [-Infinity, '−∞'],
    [NaN, 'NaN'],
  ])('%d is written %s', (value, text) => {
    expect(brief(value)).toBe(text);
  });

  it('are never rounded to 0, and short', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(brief(value) === '0').toBe(value === 0);
        expect(brief(value).length).toBeLessThanOrEqual(9);
      }),
    );
  });
});

describe('the picture', () => {
  it('shows a window of a long layer, and every edge between what it shows', async () => {
    const walk = await walkOf('binary');
    const step = { kind: 'forward', layer: 0 } as const;
    const { nodes, edges, columns } = pictureOf(walk, step, 0, [0, 99, 0], 900);
    expect(columns.map(({ first, shown, units }) => [first, shown, units.length])).toEqual([
      [0, 6, 6],
      [4, windowSize(900), 12],
      [0, 1, 1],
    ]);
    expect(nodes.length).toBe(6 + 8 + 1);
    expect(edges.length).toBe(6 * 8 + 8);
    expect(Math.max(...edges.map(({ strength }) => strength))).toBe(1);
    const edge = edges.find(({ from, to }) => from.unit === 3 && to.column === 1 && to.unit === 7)!;
    expect(edge.weight).toBe(walk.weights[3 * 12 + 7]);
  });

  it('shows fewer units on a phone, in no more room than there is for a small model', async () => {
    const walk = await walkOf('binary');
    const { width, height, columns } = pictureOf(walk, { kind: 'input' }, 0, [], 320);
    expect(columns[1]!.shown).toBe(5);
    expect(width).toBeLessThanOrEqual(320);
    // As high as five units and the names below them.
    expect(height).toBeLessThan(260);
    expect(pictureOf(walk, { kind: 'input' }, 0, [], 700).width).toBeCloseTo(700);
    expect(unitHalf.x * 2).toBeLessThan(columns[1]!.x - columns[0]!.x);
  });

  it('names classes beside the output', async () => {
    const walk = await walkOf('multiclass');
    const { nodes } = pictureOf(walk, { kind: 'input' }, 0, [], 900);
    const last = nodes.filter(({ column }) => column === walk.layers.length);
    expect(last.map(({ beside }) => beside)).toEqual(walk.classes);
    expect(last.map(({ label }) => label)).toEqual(walk.classes.map((name) => `Output, class ${name}`));
  });
});

describe('names', () => {
  it('are those of the table of layers, with the unit', async () => {
    const walk = await walkOf('binary', {}, { layers: 2, units: 4, activation: 'relu' });
    expect(unitName(walk, 0, 3)).toBe(walk.inputNames[3]);
    expect(unitName(walk, 1, 2)).toBe('Dense 1, unit 3');
    expect(unitName(walk, 2, 0)).toBe('Dense 2, unit 1');
    expect(unitName(walk, 3, 0)).toBe('Output');
  });

  it('list numbers among the levels of a column by size, and leave all else in its place', () => {
    const names = [
      'temp',
      'hour = 0',
      'hour = 1',
      'hour = 10',
      'hour = 2',
      'hour = other',
      'wind',
      'day = b',
      'day = a',
    ];
    expect(inputOrder(names).map((place) => names[place])).toEqual([
      'temp',
      'hour = 0',
      'hour = 1',
      'hour = 2',
      'hour = 10',
      'hour = other',
      'wind',
      'day = b',
      'day = a',
    ]);
  });

  it('keep every input, whatever it is called', () => {
    const level = fc.oneof(fc.integer().map(String), fc.string());
    const name = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom('a', 'b'), level).map((both) => both.join(' = ')),
    );
    fc.assert(
      fc.property(fc.array(name), (names) => {
        expect(inputOrder(names).toSorted((a, b) => a - b)).toEqual(names.map((_, place) => place));
      }),
    );
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
        expect(stepSentence(walk, step, 0, figure)).not.toMatch(/undefined|NaN|the 1 unit/);
        const layer = 'layer' in step ? step.layer : step.kind === 'loss' ? 1 : 0;
        const said = formulasOf(walk, step, 0, layer, 0, 1).map(spoken);
        expect(said.length).toBeGreaterThan(0);
        expect(said.join(' ')).not.toMatch(/undefined|not a number/);
        const table = valuesOf(walk, step, 0, layer, 0);
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

  it('show the slope, the weight of the row and what this row adds to the gradient', async () => {
    const walk = await walkOf('regression', {}, { layers: 1, units: 6, activation: 'tanh' });
    const [hidden, output] = walk.layers;
    const read = (value: number) => figure(value).replace('−', 'minus ');
    const [at, unit, from] = [2, 4, 1];
    const a = hidden!.outputs[at * 6 + unit]!;
    const said = formulasOf(walk, { kind: 'backward', layer: 0 }, at, 0, unit, from).map(spoken);
    expect(said.find((line) => line.startsWith('slope'))).toContain(`equals ${read(1 - a * a)}`);
    const [x, delta] = [hidden!.inputs[at * 6 + from]!, hidden!.deltas[at * 6 + unit]!];
    expect(said.find((line) => line.startsWith('this row:'))).toMatch(new RegExp(`${read(x * delta)}$`));
    expect(said.at(-1)).toContain(read(walk.unclipped[hidden!.kernelAt + from * 6 + unit]!));
    expect(said.at(-1)).toContain('the mean over 32 rows');
    const last = formulasOf(walk, { kind: 'backward', layer: 1 }, at, 1, 0, 0).map(spoken);
    expect(last.find((line) => line.startsWith('s:'))).toContain('rows of the batch, 32');
    expect(last.join('; ')).toContain(read(output!.deltas[at]!));
  });

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
    const found = parameterChoices(walk);
    expect(found.length).toBe(walk.weights.length);
    expect(new Set(found.map(({ value }) => value)).size).toBe(found.length);
    expect(found[0]).toEqual({ value: '0', label: 'a → Dense, unit 1' });
    expect(found.find(({ label }) => label === 'bias of Output')?.value).toBe(
      String(walk.weights.length - 1),
    );
  });
});

describe('the map', () => {
  it('has bands from the least loss to the greatest, and takes what is not finite for the greatest', () => {
    const losses = [1, 2, 100, Infinity, NaN];
    const { levelOf, lossAt } = lossScale(losses);
    const found = losses.map(levelOf);
    expect(found[0]).toBe(0);
    expect(found[2]).toBeCloseTo(1, 12);
    expect([found[3], found[4]]).toEqual([1, 1]);
    expect(found[1]! > 0 && found[1]! < 1).toBe(true);
    expect([bandOf(0), bandOf(1)]).toEqual([0, 1]);
    expect([lossAt(0), lossAt(1)].map((loss) => Math.round(1e6 * loss) / 1e6)).toEqual([1, 100]);
    expect(lossScale([3, 3]).levelOf(3)).toBe(0);
    expect(lossScale([3, 3]).lossAt(0.5)).toBe(3);
  });

  it('has a legend that says the loss of the colour', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (losses, level) => {
        const { levelOf, lossAt } = lossScale(losses);
        const [least, most] = [Math.min(...losses), Math.max(...losses)];
        if (most - least < 1e-6 * most || most === least) return;
        expect(levelOf(lossAt(level))).toBeCloseTo(level, 6);
      }),
    );
  });

  it('has its marks where the numbers say, beside a legend that does not overlap it', () => {
    const map = {
      from: [-2, 0],
      to: [2, 8],
      side: 3,
      losses: Float64Array.of(9, 9, 9, 9, NaN, 9, 9, 9, 1),
    } as const;
    expect(lowestOf(map)).toEqual({ x: 2, y: 8, loss: 1 });
    for (const width of [280, 360, 640]) {
      const layout = mapLayout(width);
      expect(placeOf(map, layout, -2, 0)).toEqual([layout.left, layout.top + layout.size]);
      expect(placeOf(map, layout, 2, 8)).toEqual([layout.left + layout.size, layout.top]);
      expect(layout.left + layout.size).toBeLessThanOrEqual(width);
      const { beside, x, y } = layout.legend;
      expect(beside ? x > layout.left + layout.size : y > layout.top + layout.size).toBe(true);
      expect(layout.height).toBeGreaterThan(layout.top + layout.size);
    }
  });
});
