// What a finished run becomes: a judged, compared version in the registry, written down in one transaction.

import { digestBytes } from '../core/digest.ts';
import { metrics } from '../core/metrics/index.ts';
import type { Comparison, ModelVersion, Run } from '../core/records.ts';
import type { RunLog } from '../core/run-records.ts';
import { summaryOf } from '../core/run-summary.ts';
import { part } from '../core/split.ts';
import { spanRows } from '../core/table.ts';
import type { Engine } from '../engine/engine.ts';
import type { TrainResponse } from '../engine/protocol.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';
import { comparisonReason, firstReason, planReason } from './reasons.ts';

const compareConfidence = 0.95;
const compareResamples = 2000;

export function summaryOfRun({ metric, trainedOn }: Run, { history, series }: RunLog): Run['summary'] {
  return summaryOf({ metric, validationRows: trainedOn.validationRows, history, series });
}

export class RunOutcome {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;
  readonly #engine: Engine;

  constructor(store: ProjectStore, datasets: Datasets, models: Models, engine: Engine) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
    this.#engine = engine;
  }

  /**
   * @param signal aborted when the project is left: then nothing is written.
   * @returns the ended run.
   */
  async register(
    run: Run,
    response: TrainResponse,
    log: RunLog,
    validation: Int32Array,
    signal: AbortSignal,
  ): Promise<Run> {
    const { scenario, digest, classes } = this.#datasets.current;
    const bytes = response.model.weights.slice().buffer;
    const weightsDigest = await digestBytes(new Uint8Array(bytes));
    const judgedRows = run.purpose === 'first' ? (this.#testRows() ?? validation) : spanRows(run.holdout);
    const { estimate } = await this.#engine.evaluate({
      digest,
      rows: judgedRows,
      model: response.model,
      metric: run.metric,
      seed: run.seed,
    });
    return this.#store.inTurn(async () => {
      signal.throwIfAborted();
      const { project, versions } = this.#store;
      // Numbers count on from the highest ever given, damaged versions included.
      const number =
        Math.max(
          0,
          ...this.#store.runs.map((known) => this.#numberOf(known)),
          ...versions.map((v) => v.number),
        ) + 1;
      const id = `${project.id}/v${number}`;
      const comparison = run.purpose === 'retrain' ? await this.#compare(run, response) : null;
      const version: ModelVersion = {
        v: 2,
        id,
        projectId: project.id,
        number,
        runId: run.id,
        kind: run.model.kind,
        architecture: response.model.architecture,
        recipe: response.model.recipe,
        task: scenario.task,
        target: scenario.target,
        classes,
        weightsDigest,
        metric: run.metric,
        level: estimate,
        trainedOn: { span: run.trainedOn.span, rows: run.trainedOn.rows },
        comparison,
        createdAt: this.#store.now(),
      };
      const ended: Run = {
        ...run,
        status: response.stopped ? 'stopped' : 'done',
        engine: response.engine,
        machine: this.#engine.probed?.machine ?? '',
        epochs: log.history.length,
        summary: summaryOfRun(run, log),
        weightsDigest,
        endedAt: this.#store.now(),
        modelVersionId: id,
      };
      const rows = run.trainedOn.rows;
      const waiting = this.#store.challengerId;
      const displaced: LineDraft[] = waiting
        ? [{ kind: 'kept', modelVersionId: waiting, reason: 'set aside: a newer challenger took its place' }]
        : [];
      const lines: LineDraft[] =
        run.purpose === 'retrain'
          ? [
              ...displaced,
              {
                kind: 'trained',
                modelVersionId: id,
                runId: run.id,
                reason: run.plan ? planReason(run.plan, rows) : '',
              },
              ...(comparison
                ? [
                    {
                      kind: 'compared' as const,
                      modelVersionId: id,
                      previousId: comparison.championId,
                      reason: comparisonReason(comparison, version),
                    },
                  ]
                : []),
            ]
          : [
              {
                kind: 'trained',
                modelVersionId: id,
                runId: run.id,
                reason: firstReason(rows),
              },
              {
                kind: 'promoted',
                modelVersionId: id,
                reason: 'the first model: there was none to compare it with',
              },
            ];
      signal.throwIfAborted();
      await this.#store.commit(
        {
          runs: [ended],
          logs: [log],
          versions: [version],
          weights: [{ digest: weightsDigest, bytes }],
          ledger: this.#store.lines(...lines),
          dropCheckpoint: run.id,
        },
        { strict: true },
      );
      return ended;
    });
  }

  /** Rows of the history that a split keeps for judging; null without a split. */
  #testRows(): Int32Array | null {
    const { parts, scenario } = this.#datasets.current;
    if (!parts) return null;
    const rows = spanRows({ from: 0, to: scenario.trainRows }).filter((row) => parts[row] === part.test);
    return rows.length > 0 ? rows : null;
  }

  #numberOf(run: Run): number {
    return run.modelVersionId ? this.#store.numberOf(run.modelVersionId) : 0;
  }

  async #compare(run: Run, response: TrainResponse): Promise<Comparison | null> {
    const champion = this.#models.champion;
    if (!champion) return null;
    // The champion may have changed since the run began: rows that the present one learnt from are no fair ground.
    const span = { from: Math.max(run.holdout.from, champion.trainedOn.span.to), to: run.holdout.to };
    if (span.from >= span.to) return null;
    const found = await this.#engine.compare({
      digest: this.#datasets.current.digest,
      rows: spanRows(span),
      champion: await this.#models.packageOf(champion),
      challenger: response.model,
      metric: run.metric,
      resamples: compareResamples,
      confidence: compareConfidence,
      seed: run.seed,
    });
    const sign = metrics.get(run.metric).better === 'higher' ? 1 : -1;
    const worst = Math.min(sign * found.difference.low, sign * found.difference.high);
    const best = Math.max(sign * found.difference.low, sign * found.difference.high);
    return {
      metric: run.metric,
      span,
      rows: span.to - span.from,
      championId: champion.id,
      ...found,
      confidence: compareConfidence,
      resamples: compareResamples,
      verdict: worst > 0 ? 'challenger' : best < 0 ? 'champion' : 'unclear',
    };
  }
}
