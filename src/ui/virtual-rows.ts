// Which rows of a very long table are drawn, and where a key leads. Pure, so that it can be tested without a table.

/** Rows drawn above and below what is seen, so that a quick turn of the wheel shows no blank. */
const spare = 10;
/** The window moves in steps of this many rows: most scroll events then draw nothing anew. */
const stride = 4;
/** However tall the table is made: more rows than any screen shows would only cost. */
const mostDrawn = 120;

export interface VirtualColumn {
  readonly key: string;
  readonly label: string;
  /** Pixels. The last one takes what is left. */
  readonly width: number;
  readonly align?: 'start' | 'end';
  /** Given for a column that can be sorted by. */
  readonly sort?: 'ascending' | 'descending' | 'none';
  readonly title?: string;
}

export interface RowLook {
  readonly selected: boolean;
  /** What is open beside the table. */
  readonly opened?: boolean;
  /** In a tree: 1 for groups, 2 for their members. */
  readonly level?: number;
  /** Given for a row that opens and closes. */
  readonly expanded?: boolean;
}

interface RowWindow {
  /** First row drawn, and the row after the last. */
  readonly from: number;
  readonly to: number;
}

/** @param top how far the table is scrolled; @param height of what is seen of it; both as `rowHeight` in pixels. */
export function rowWindow(top: number, height: number, rowHeight: number, count: number): RowWindow {
  if (!(rowHeight > 0) || count === 0) return { from: 0, to: 0 };
  const first = Math.min(Math.max(0, Math.floor(top / rowHeight)), count - 1);
  const seen = Math.ceil(height / rowHeight) + 1;
  const from = Math.max(0, Math.floor(first / stride) * stride - spare);
  return { from, to: Math.min(count, from + Math.min(mostDrawn, seen + 2 * spare + stride)) };
}

/**
 * The row that a key leads to; null for a key that does not move. Row −1 is the header, where there is one to go to.
 * @param page rows that are seen at once.
 */
export function rowAfter(key: string, at: number, count: number, page: number): number | null {
  const to = targetOf(key, at, count, Math.max(1, page - 1));
  return to === null ? null : Math.min(count - 1, Math.max(key === 'ArrowUp' ? -1 : 0, to));
}

function targetOf(key: string, at: number, count: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Where something stands now; null: nowhere any more. */
export function rowOf(key: string | null, count: number, keyOf: (row: number) => string): number | null {
  for (let row = 0; row < count && key !== null; row++) if (keyOf(row) === key) return row;
  return null;
}

/**
 * Where the table must be scrolled to so that a row is seen whole; `top` itself where it is already.
 * @param height of what is seen below the header.
 */
export function scrollFor(row: number, top: number, height: number, rowHeight: number): number {
  const start = row * rowHeight;
  if (start < top) return start;
  return start + rowHeight > top + height ? start + rowHeight - height : top;
}
