import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/define.ts';
import { figuresFor } from '../../../src/core/figures.ts';
import { modelTests } from '../../../src/core/model-tests/index.ts';
import { problems, defaults } from '../../../src/core/params.ts';
import { paramsFor } from '../../../src/pages/evaluate/asked/asked-parts.ts';

describe('parameters of tests', () => {
  const worst = modelTests.get('worst-slice').params;
  const figuresOf = (task: Task, measured: readonly string[] = []): string[] => {
    const { figure } = paramsFor(worst, task, measured);
    return figure?.type === 'choice' ? figure.options.map(({ value }) => value) : [];
  };

  it('offers only metrics of the task, those that are measured first, and chooses one of them', () => {
    for (const task of ['binary', 'multiclass', 'regression'] as const) {
      const offered = figuresOf(task);
      expect(offered.length).toBeGreaterThan(5);
      for (const id of offered) expect(figuresFor(task).some((figure) => figure.id === id)).toBe(true);
      const params = paramsFor(worst, task, []);
      expect(problems(params, defaults(params))).toEqual({});
    }
    expect(figuresOf('regression')).not.toContain('accuracy');
    expect(figuresOf('binary')).not.toContain('rmse');
    expect(figuresOf('regression', ['r2', 'mae']).slice(0, 2).toSorted()).toEqual(['mae', 'r2']);
  });

  it('leaves tests without a figure as they are', () => {
    const { params } = modelTests.get('latency');
    expect(paramsFor(params, 'binary', [])).toBe(params);
  });
});
