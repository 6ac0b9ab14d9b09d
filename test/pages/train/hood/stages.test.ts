// At every step every unit shows the number of that stage, or none.

import { describe, expect, it } from 'vitest';
import type { Task } from '../../../../src/core/define.ts';
import { walkSteps } from '../../../../src/core/walkthrough.ts';
import type { WalkStep } from '../../../../src/core/walkthrough.ts';
import { figure } from '../../../../src/pages/train/hood/figures.ts';
import { formulasOf } from '../../../../src/pages/train/hood/formulas.ts';
import { pictureOf } from '../../../../src/pages/train/hood/network.ts';
import { comesAt, numberAt, stageOf } from '../../../../src/pages/train/hood/stages.ts';
import { valuesOf } from '../../../../src/pages/train/hood/values.ts';
import { spoken } from '../../../../src/ui/formula.ts';
import { walkOf } from './walks.ts';

const tasks: Task[] = ['binary', 'multiclass', 'regression'];
const read = (value: number) => figure(value).replace('−', 'minus ');

/** Which layers have a number, forwards (up to) and backwards (down from), by the place of a step alone. */
function reached(step: WalkStep, layers: number): { forwards: number; backwards: number } {
  if (step.kind === 'input') return { forwards: -1, backwards: layers };
  if (step.kind === 'forward') return { forwards: step.layer, backwards: layers };
  if (step.kind === 'loss') return { forwards: layers - 1, backwards: layers };
  return { forwards: layers - 1, backwards: step.kind === 'backward' ? step.layer : 0 };
}

describe.each(tasks)('every unit at every step of a walk: %s', (task) => {
  it('shows its value on the way forwards, its error on the way back, and nothing before', async () => {
    const walk = await walkOf(
      task,
      { dropout: 0.5, clipNorm: 0.01 },
      { layers: 3, units: 7, activation: 'relu' },
    );
    const steps = walkSteps(walk);
    const many = walk.layers.length;
    expect(steps.map(({ kind }) => kind)).toContain('clip');
    for (const step of steps) {
      const { forwards, backwards } = reached(step, many);
      const back = step.kind === 'backward' || step.kind === 'clip' || step.kind === 'update';
      for (const row of [0, 5, walk.rows.length - 1]) {
        for (const [i, name] of walk.inputNames.entries())
          expect([name, numberAt(walk, step, row, { column: 0, unit: i })]).toEqual([
            name,
            {
              kind: 'value',
              value: walk.layers[0]!.inputs[row * walk.inputNames.length + i],
              dropped: false,
            },
          ]);
        for (const [index, layer] of walk.layers.entries())
          for (let unit = 0; unit < layer.units; unit++) {
            const at = row * layer.units + unit;
            const factor = layer.kept ? layer.kept[at]! : 1;
            const value = back
              ? index >= backwards
                ? layer.deltas[at]!
                : null
              : index <= forwards
                ? layer.outputs[at]! * factor
                : null;
            const place = { column: index + 1, unit };
            expect(numberAt(walk, step, row, place)).toEqual({
              kind: back ? 'error' : 'value',
              value,
              dropped: factor === 0 && index <= forwards,
            });
            expect(stageOf(walk, step, index + 1) === null).toBe(value === null);
          }
        for (const node of pictureOf(walk, step, row, [], 900).nodes)
          expect(node).toMatchObject(numberAt(walk, step, row, node));
      }
    }
  });

  it('has the same numbers in its formulas and in the table of the step', async () => {
    const walk = await walkOf(task, { dropout: 0.5 }, { layers: 2, units: 5, activation: 'tanh' });
    for (const step of walkSteps(walk))
      for (const [index, layer] of walk.layers.entries())
        for (let unit = 0; unit < layer.units; unit++) {
          const stage = stageOf(walk, step, index + 1);
          const { value } = numberAt(walk, step, 3, { column: index + 1, unit });
          if (!stage || value === null) continue;
          const said = formulasOf(walk, stage, 3, index, unit, 0).map(spoken).join('; ');
          if (stage.kind === 'forward' || stage.kind === 'backward') expect(said).toContain(read(value));
          if (stage.kind === step.kind && 'layer' in step && step.layer === index) {
            const table = valuesOf(walk, step, 3, index, unit);
            const listed =
              table.rows[unit]![step.kind === 'backward' ? 'delta' : layer.kept ? 'on' : 'output'];
            expect(listed).toBe(figure(value));
          }
        }
  });

  it('says which step a number comes with', async () => {
    const walk = await walkOf(task, {}, { layers: 2, units: 4, activation: 'relu' });
    const steps = walkSteps(walk);
    steps.forEach((step, now) => {
      for (let column = 0; column <= walk.layers.length; column++) {
        if (stageOf(walk, step, column) !== null) continue;
        const next = comesAt(walk, steps, now, column)!;
        const back = step.kind === 'backward';
        expect(steps[next]).toEqual({ kind: back ? 'backward' : 'forward', layer: column - 1 });
      }
    });
  });
});
