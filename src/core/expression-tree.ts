// What a formula means, and the vectors that it is worked out in.

/** `number` for number and integer columns, `text` for categories. */
export type ValueType = 'number' | 'text' | 'boolean' | 'time';

export type Node =
  /** Booleans are 0 and 1, times ms since 1970 UTC. */
  | { readonly op: 'constant'; readonly type: ValueType; readonly value: number | string }
  | { readonly op: 'column'; readonly type: ValueType; readonly name: string }
  | {
      readonly op: 'in';
      readonly type: 'boolean';
      readonly of: Node;
      readonly values: readonly (number | string)[];
    }
  /** `operation` is a key of `operations`: a sign, a word or a function. */
  | {
      readonly op: 'call';
      readonly type: ValueType;
      readonly operation: string;
      readonly args: readonly Node[];
    };

export interface Expression {
  readonly text: string;
  readonly type: ValueType;
  readonly root: Node;
  /** Columns that it reads, each once, in the order of first use. */
  readonly columns: readonly string[];
}

/** One value per row. Missing: NaN in numbers, −1 in codes. Levels are each there once. */
export type Vector =
  | { readonly type: 'number' | 'boolean' | 'time'; readonly values: Float64Array }
  | { readonly type: 'text'; readonly codes: Int32Array; readonly levels: readonly string[] };
