// What a version takes and gives: from it a form is drawn and a row is warned about.

import type { ColumnKind } from './table.ts';

export interface SignatureInput {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Least and greatest value among the training rows; null for words. */
  readonly range: readonly [number, number] | null;
  /** Values among the training rows, the most frequent first, at most 200; null for numbers. */
  readonly levels: readonly string[] | null;
  /** Whether a training row lacked it. */
  readonly mayBeMissing: boolean;
}

export interface Signature {
  readonly inputs: readonly SignatureInput[];
  readonly output: {
    readonly name: string;
    /** Classes by index; empty for a number. */
    readonly classes: readonly string[];
    readonly unit: string | null;
  };
  /** One training row, as a person would write its cells. */
  readonly example: Readonly<Record<string, string>>;
}
