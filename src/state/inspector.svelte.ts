// What the inspector shows: the rows, the definition and the evidence behind the number that was clicked.

export type Subject =
  | { readonly kind: 'window'; readonly index: number }
  | { readonly kind: 'version'; readonly id: string }
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'data-version'; readonly id: string }
  | { readonly kind: 'alert'; readonly id: string }
  | { readonly kind: 'metric'; readonly id: string }
  | { readonly kind: 'drift'; readonly windowIndex: number; readonly feature: string }
  | { readonly kind: 'rows'; readonly from: number; readonly to: number; readonly title: string }
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
