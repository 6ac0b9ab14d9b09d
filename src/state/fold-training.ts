// One fold of a cross-validation: trained from fresh weights on its own rows and judged on the rows that it left out.

import type { CallbackSetting } from '../core/callback.ts';
import type { TrainingConfig } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import { splitValidation } from '../core/mixing.ts';
import type { ParamValues } from '../core/params.ts';
import type { EngineId, ModelPackage } from '../core/records.ts';
import type { RecipePlan } from '../core/recipe-plan.ts';
import type { Engine } from '../engine/engine.ts';

/** What is trained in every fold. */
export interface FoldConfiguration {
  readonly id: 'present' | 'champion';
  readonly model: { readonly kind: string; readonly params: ParamValues };
  readonly training: TrainingConfig;
  readonly recipe: RecipePlan;
  readonly callbacks: readonly CallbackSetting[];
}

type Figures = Readonly<Record<string, number>>;

export interface FoldResult {
  /** Rows given to the training, those that it kept aside for validation among them. */
  readonly trained: number;
  readonly tested: number;
  /** By figure; NaN where it is undefined on these rows. Empty where the fold failed. */
  readonly figures: Figures;
  /** The same on the rows that were learnt from; empty where it was not asked for. */
  readonly onLearnt: Figures;
  /** In words; null: it went well. */
  readonly failure: string | null;
}

export interface FoldTask {
  readonly configuration: FoldConfiguration;
  /** Rows of the table. */
  readonly train: Int32Array;
  readonly test: Int32Array;
  /** Whether it is judged on the rows that it learnt from as well. */
  readonly judgesLearnt: boolean;
}

/** What all folds have in common. */
export interface FoldQuestion {
  readonly digest: string;
  /** Followed during the training. */
  readonly metric: string;
  readonly figures: readonly string[];
  readonly threshold: number;
  readonly seed: number;
  /** Who computes where it can, so that all folds are computed alike. */
  readonly engine: EngineId | null;
}

async function judge(
  engine: Engine,
  { digest, figures, threshold, seed }: FoldQuestion,
  candidate: ModelPackage,
  rows: Int32Array,
  signal: AbortSignal,
): Promise<Figures> {
  const { slices } = await engine.assess(
    {
      digest,
      rows,
      candidate,
      baseline: null,
      spec: {
        figures,
        slices: [{ by: 'overall' }],
        minSliceSize: 0,
        interval: { method: 'none', resamples: 1, confidence: 0.95, seed },
        threshold,
        cost: null,
      },
      gate: { semantics: 'tfma', thresholds: [], evidence: false },
      tests: [],
      trainedOn: { from: 0, to: 0 },
    },
    { signal },
  ).promise;
  return Object.fromEntries(
    Object.entries(slices[0]?.candidate ?? {}).map(([id, { value }]) => [id, value] as const),
  );
}

/**
 * The recipe is fitted on the fold's training rows alone, and so is what its training keeps aside for validation.
 * What is wrong with this fold alone, a training that ran away or rows that do not suit the recipe, is named in its result.
 * @throws AppError 'aborted', or what ends the whole, as a lost engine.
 */
export async function trainFold(
  engine: Engine,
  { configuration, train, test, judgesLearnt }: FoldTask,
  question: FoldQuestion,
  signal: AbortSignal,
): Promise<FoldResult> {
  const counts = { trained: train.length, tested: test.length };
  const failed = (failure: string): FoldResult => ({ ...counts, figures: {}, onLearnt: {}, failure });
  const { model, training, recipe, callbacks } = configuration;
  const seed = training.seed || question.seed;
  const aside = splitValidation(train, training.validationShare, seed);
  try {
    const { model: trained, failure } = await engine.train(
      {
        runId: `fold ${configuration.id}`,
        digest: question.digest,
        plan: recipe,
        rows: aside.train,
        rowWeights: null,
        validationRows: aside.validation,
        model,
        training,
        callbacks,
        files: [],
        metric: question.metric,
        seed,
        start: null,
        checkpoint: null,
        engine: question.engine,
      },
      { signal },
    ).promise;
    if (failure) return failed(failure.message);
    const figures = await judge(engine, question, trained, test, signal);
    const onLearnt = judgesLearnt ? await judge(engine, question, trained, aside.train, signal) : {};
    return { ...counts, figures, onLearnt, failure: null };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'bad-input' && error.code !== 'diverged') throw error;
    return failed(error.message);
  }
}
