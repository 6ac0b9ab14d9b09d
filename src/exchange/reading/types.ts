// What reading a file takes and gives. Runs in the data worker; nothing is kept anywhere until the person says so.

import type { FieldKind, ImageShape } from '../../core/schema.ts';
import type { Table } from '../../core/table.ts';

export type Source =
  | { readonly from: 'file'; readonly name: string; readonly blob: Blob }
  | { readonly from: 'text'; readonly name: string; readonly text: string }
  /** A dropped folder; paths with "/" from the folder on. */
  | {
      readonly from: 'folder';
      readonly name: string;
      readonly files: readonly { readonly path: string; readonly blob: Blob }[];
    };

export type FileFormat = 'csv' | 'json' | 'json-lines' | 'parquet' | 'images';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh'] as const;
export type Encoding = (typeof encodings)[number];

/** How a text file of rows and cells is written. */
export interface Dialect {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** '"', "'" or '' for none. */
  readonly quote: string;
  readonly header: boolean;
  readonly decimal: '.' | ',';
  /** Order of dates like 03/04/2021; null: such cells stay text. ISO dates are always read. */
  readonly dates: 'day-first' | 'month-first' | null;
}

/** What the person chose; everything else is guessed from the file. */
export interface ReadOptions {
  readonly dialect?: Partial<Dialect>;
  /**
   * Kind of a column, by its number from 0. In a column of words (category, text, identifier) that was chosen to be one only
   * empty cells are missing: "NA" is a word in it, as the person says that its cells are words.
   */
  readonly kinds?: Readonly<Record<number, FieldKind>>;
  /** Rows with too few or too many cells: leave them out, or fill with missing cells and cut. Unchosen: refuse. */
  readonly ragged?: 'drop' | 'fill';
  /** Size that pictures are brought to; unchosen: that of the first one, at most 32 × 32. */
  readonly image?: { readonly width: number; readonly height: number; readonly channels: 1 | 3 };
}

/** One guess about the file, shown and changeable. */
export interface Guess {
  readonly about: keyof Dialect;
  readonly value: string;
  readonly sure: boolean;
  /** In words: "every one of the first 200 lines has 7 cells with it". */
  readonly why: string;
  readonly alternatives: readonly string[];
}

export interface ReadProblem {
  readonly severity: 'note' | 'warning';
  /** 1-based line of the file (row of a Parquet or JSON file) where it is first seen; null: of the file as a whole. */
  readonly line: number | null;
  readonly column: string | null;
  /** What it is and what was done about it. */
  readonly text: string;
  /** How often. */
  readonly count: number;
  /** What would help: choosing a kind for the column with this number (from 0), and what that does in words. */
  readonly remedy: { readonly column: number; readonly kind: FieldKind; readonly text: string } | null;
}

export interface ReadResult {
  readonly name: string;
  readonly format: FileFormat;
  readonly table: Table;
  /** Kind of each column, guessed or chosen. */
  readonly kinds: readonly FieldKind[];
  readonly image: ImageShape | null;
  /** Null where the format needs none. */
  readonly dialect: Dialect | null;
  readonly guesses: readonly Guess[];
  readonly problems: readonly ReadProblem[];
  readonly bytes: number;
}

export interface ReadProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  /** "reading", "deciding the kinds of columns", "unpacking". */
  readonly doing: string;
}

export interface ReadCallbacks {
  readonly onProgress: (progress: ReadProgress) => void;
  readonly signal: AbortSignal;
}

/** Stated limits; a refusal names the file, the place and the limit. */
export const limits = {
  fileBytes: 1024 * 1024 * 1024,
  cellCharacters: 1_000_000,
  columns: 10_000,
  cells: 60_000_000,
  levels: 1_200_000,
  zipEntries: 20_000,
  zipBytes: 512 * 1024 * 1024,
  zipRatio: 200,
} as const;
