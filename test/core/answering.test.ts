import { describe, expect, it } from 'vitest';
import { asAnswers, asJudged, thresholdOf, windowThresholds } from '../../src/core/answering.ts';
import { metrics } from '../../src/core/metrics/index.ts';
import type { WindowTrial } from '../../src/core/trial.ts';

const of = (id: string): number => ({ a: 0.3, b: 0.8 })[id] ?? 0.5;
const trial = (kind: WindowTrial['kind'], modelVersionId = 'b'): WindowTrial => ({
  modelVersionId,
  kind,
  share: 0.5,
  answered: Uint8Array.of(0, 1, 0),
  scores: new Float32Array(3),
  latencyMs: 1,
});
const scored = { truth: Float64Array.of(1, 1, 0), scores: Float32Array.of(0.4, 0.7, NaN), outputs: 1 };

describe('the threshold of a row', () => {
  it('is that of the version that answered it', () => {
    expect(windowThresholds({ modelVersionId: 'a' }, of)).toBe(0.3);
    expect(windowThresholds({ modelVersionId: 'a', trial: trial('canary') }, of)).toEqual(
      Float64Array.of(0.3, 0.8, 0.3),
    );
    expect(windowThresholds({ modelVersionId: 'a', trial: trial('shadow') }, of)).toBe(0.3);
    expect(windowThresholds({ modelVersionId: 'a', trial: trial('ab', 'a') }, of)).toBe(0.3);
    expect([thresholdOf({}), thresholdOf({ threshold: 0 })]).toEqual([0.5, 0]);
  });

  it('makes bare answers of binary scores, met by a score of the same 32 bits', () => {
    expect([...asAnswers(scored, 0.7).scores]).toEqual([0, 1, NaN]);
    expect([...asAnswers(scored, Float64Array.of(0.4, 0.8, 0.1)).scores]).toEqual([1, 0, NaN]);
    expect(asAnswers(scored, 0.5)).toBe(scored);
    const numbers = { ...scored, outputs: 3, truth: Float64Array.of(1) };
    expect(asAnswers(numbers, 0.9)).toBe(numbers);
  });

  it('moves figures of answers and no others', () => {
    const known = { ...scored, scores: Float32Array.of(0.4, 0.7, 0.6) };
    const at = (id: string, threshold: number) =>
      metrics.get(id).compute(asJudged(metrics.get(id), known, threshold));
    expect([at('accuracy', 0.5), at('accuracy', 0.65), at('accuracy', 0.9)]).toEqual([1 / 3, 2 / 3, 1 / 3]);
    expect([at('recall', 0.5), at('recall', 0.3)]).toEqual([1 / 2, 1]);
    for (const id of ['log-loss', 'roc-auc', 'brier']) expect(at(id, 0.9)).toBe(at(id, 0.5));
  });
});
