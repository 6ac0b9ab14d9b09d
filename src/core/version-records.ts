// A trained model in the registry: the version itself, which never changes, and what a person says of it.

import type { TargetSpec, Task } from './define.ts';
import type { Estimate } from './estimate.ts';
import type { Architecture } from './network.ts';
import type { Recipe } from './recipe-plan.ts';
import type { Signature } from './signature.ts';
import type { Span } from './table.ts';

export interface Comparison {
  readonly metric: string;
  readonly span: Span;
  readonly rows: number;
  readonly championId: string;
  readonly championValue: number;
  readonly challengerValue: number;
  /** Challenger minus champion, with its paired bootstrap interval. */
  readonly difference: Estimate;
  readonly confidence: number;
  readonly resamples: number;
  readonly verdict: 'challenger' | 'champion' | 'unclear';
}

export interface ModelVersion {
  readonly v: 3;
  readonly id: string;
  readonly projectId: string;
  readonly number: number;
  readonly runId: string;
  readonly kind: string;
  readonly architecture: Architecture;
  readonly recipe: Recipe;
  readonly task: Task;
  readonly target: TargetSpec;
  /** Class names by index; empty for regression. */
  readonly classes: readonly string[];
  /** SHA-256 of the weights' bytes: their key in the weights store. */
  readonly weightsDigest: string;
  readonly metric: string;
  /** From which probability on it answers yes, as it was judged by; absent: 0.5, or no binary task. */
  readonly threshold?: number;
  /** What the version reached on rows it was not trained on: the alarm is measured against it. */
  readonly level: Estimate;
  readonly trainedOn: { readonly span: Span; readonly rows: number };
  readonly comparison: Comparison | null;
  /** What goes in and what comes out; null in versions from before it was noted. */
  readonly signature: Signature | null;
  /** Digest of the rows that it learnt from; null in versions from before it was noted. */
  readonly dataDigest: string | null;
  readonly createdAt: number;
}

/** What a person says of a version: the only thing about it that changes. */
export interface VersionNote {
  readonly v: 1;
  readonly modelVersionId: string;
  readonly projectId: string;
  readonly notes: string;
  /** As in MLflow a tag has a value, which may be empty. */
  readonly tags: Readonly<Record<string, string>>;
}
