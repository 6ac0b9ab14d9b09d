import { expect, it } from 'vitest';
import test from '../../../src/core/model-tests/size.ts';
import { contextOf } from './context.ts';

it('counts weights and everything else that is needed to answer', () => {
  const context = contextOf();
  const { recipe, architecture, weights } = context.model;
  const bytes = weights.byteLength + Buffer.byteLength(JSON.stringify({ architecture, recipe }));
  const found = test.run(context, { kilobytes: bytes / 1000 });
  expect(found).toMatchObject({ passed: true, observed: bytes / 1000 });
  expect(test.run(context, { kilobytes: bytes / 1000 - 0.001 }).passed).toBe(false);
});

it('fails a model that has grown', () => {
  const context = contextOf();
  const model = { ...context.model, weights: new Float32Array(1e6) };
  expect(test.run({ ...context, model }, { kilobytes: 2000 })).toMatchObject({ passed: false });
});
