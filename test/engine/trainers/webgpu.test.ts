// The parts of the WebGPU trainer that decide without a graphics card.

import { describe, expect, it } from 'vitest';
import { fusedPlan } from '../../../src/engine/trainers/webgpu/fused-plan.ts';
import { Pace } from '../../../src/engine/trainers/webgpu/pace.ts';
import { bestBlock } from '../../../src/engine/trainers/webgpu/product.ts';
import { setupOf } from './parity-cases.ts';

describe('the pace', () => {
  /** Pieces on a device that takes so long for a model-step, and tells of an end only after `idleMs`. */
  function paced(msEach: number, steps: number, models: number, idleMs = 0) {
    const pace = new Pace(idleMs);
    const times: number[] = [];
    for (let piece = 0; piece < 60; piece++) {
      const slice = pace.next(steps, models);
      expect(slice.steps).toBeGreaterThanOrEqual(1);
      expect(slice.steps).toBeLessThanOrEqual(steps);
      expect(slice.models).toBeGreaterThanOrEqual(1);
      expect(slice.models).toBeLessThanOrEqual(models);
      const ms = msEach * slice.steps * slice.models;
      times.push(ms);
      pace.took(slice.steps * slice.models, ms + idleMs);
    }
    return { times, slice: pace.next(steps, models) };
  }

  it.each([0.001, 0.02, 0.37, 3])('finds pieces of 8 to 16 ms for steps of %d ms', (msEach) => {
    const { times } = paced(msEach, 1e9, 1);
    expect(Math.max(...times)).toBeLessThan(40);
    for (const ms of times.slice(-20)) {
      expect(ms).toBeGreaterThan(5);
      expect(ms).toBeLessThanOrEqual(16);
    }
  });

  it('takes single steps where one is already slow', () => {
    expect(paced(90, 1000, 1).slice).toEqual({ steps: 1, models: 1 });
  });

  it('splits many models, and takes all of few', () => {
    const many = paced(0.37, 500, 256).slice;
    expect(many.models).toBeLessThan(30);
    expect(many.steps).toBeGreaterThanOrEqual(4);
    expect(paced(0.001, 500, 256).slice.models).toBe(256);
    expect(paced(0.0001, 500, 16).slice).toEqual({ steps: 500, models: 16 });
  });

  it('grows in the midst of many models', () => {
    const pace = new Pace(0);
    const { steps } = pace.next(32, 4096);
    let pieces = 0;
    for (let first = 0; first < 4096; pieces++) {
      const models = Math.min(pace.models(steps), 4096 - first);
      pace.took(steps * models, 1);
      first += models;
    }
    expect(pieces).toBeLessThan(10);
    expect(pace.next(32, 4096).models).toBeGreaterThan(256);
  });

  it('is not slowed down by a browser that looks only every tenth of a second', () => {
    expect(paced(0.05, 1e9, 1, 104).slice.steps).toBeGreaterThan(100);
  });

  it('becomes shorter at once when a piece was slow', () => {
    const pace = new Pace(0);
    for (let piece = 0; piece < 10; piece++) pace.took(pace.next(1e9, 1).steps, 1);
    const { steps } = pace.next(1e9, 1);
    pace.took(steps, 120);
    expect(pace.next(1e9, 1).steps).toBeLessThanOrEqual(steps / 8);
  });
});

describe('the plan of a workgroup', () => {
  const least = {
    maxComputeWorkgroupStorageSize: 16_384,
    maxComputeInvocationsPerWorkgroup: 256,
    maxComputeWorkgroupSizeX: 256,
  };
  const plan = (inputs: number, units: number, batchSize: number, limits = least) => {
    const { architecture, learning } = setupOf({
      inputs,
      layers: [
        { units, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      rows: 3,
      learning: { loss: 'binary-crossentropy', optimizer: 'adam', batchSize },
    });
    return fusedPlan(architecture, learning, limits, false);
  };

  it('holds a small net and its batch on every device', () => {
    expect(plan(20, 32, 32)).toMatchObject({
      invocations: 64,
      rows: 32,
      chunked: false,
      weightsInside: true,
    });
  });

  it('takes rows by turns, then leaves the parameters outside, then gives up', () => {
    expect(plan(20, 48, 64)).toMatchObject({ rows: 20, chunked: true, weightsInside: true });
    expect(plan(40, 64, 64)).toMatchObject({ chunked: true, weightsInside: false });
    expect(plan(3000, 64, 64)).toBeNull();
  });

  it('uses the memory that a device has', () => {
    const large = { ...least, maxComputeWorkgroupStorageSize: 32_768 };
    expect(plan(20, 32, 32, large)).toMatchObject({ rows: 32, gradientInside: true });
  });
});

it('blocks are small where many invocations would be idle', () => {
  const product = {
    left: { from: 'a', at: '0u', row: 1, inner: 1 },
    right: { from: 'b', at: '0u', column: 1, inner: 1 },
    rowsFirst: false,
    each: () => '',
    inner: 20,
  };
  expect(bestBlock({ ...product, rows: 32, columns: 32 }, 64)).toEqual({ rows: 4, columns: 4 });
  expect(bestBlock({ ...product, rows: 4, columns: 4 }, 64)).toEqual({ rows: 1, columns: 1 });
});
