// What the inspector shows: the rows, the definition and the evidence behind the number that was clicked.

import type { FigureKey } from '../core/monitoring/figure.ts';

export type Subject =
  | { readonly kind: 'window'; readonly index: number }
  | { readonly kind: 'version'; readonly id: string }
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'data-version'; readonly id: string }
  | { readonly kind: 'alert'; readonly id: string }
  | { readonly kind: 'metric'; readonly id: string }
  | { readonly kind: 'drift'; readonly windowIndex: number; readonly feature: string }
  /** A figure of the monitors in one of their windows. */
  | { readonly kind: 'figure'; readonly key: FigureKey; readonly index: number }
  | { readonly kind: 'rows'; readonly from: number; readonly to: number; readonly title: string }
  | {
      readonly kind: 'answered-rows';
      /** Rows of the table that the stream has brought. */
      readonly rows: readonly number[];
      readonly title: string;
      readonly about: string;
    }
  | {
      readonly kind: 'evaluated-rows';
      readonly evaluationId: string;
      /** Rows of the table. */
      readonly rows: readonly number[];
      readonly title: string;
      readonly about: string;
    };

export class Inspector {
  #subject = $state.raw<Subject | null>(null);

  get subject(): Subject | null {
    return this.#subject;
  }
  open(subject: Subject): void {
    this.#subject = subject;
  }
  close(): void {
    this.#subject = null;
  }
}
