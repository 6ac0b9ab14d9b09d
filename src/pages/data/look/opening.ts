// What a click on a figure asks for: the rows behind it.

import type { Selection } from '../../../core/selection.ts';

export interface Opening {
  readonly title: string;
  readonly selection: Selection;
  /** They are shown first and marked. */
  readonly columns: readonly string[];
}

export type OpenRows = (opening: Opening) => void;
