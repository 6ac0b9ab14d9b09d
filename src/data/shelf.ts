// The tables that the worker holds, by key.

import { AppError } from '../core/errors.ts';
import type { TableSchema } from '../core/schema.ts';
import { part, type SplitSpec } from '../core/split.ts';
import type { VersionTable } from '../core/version-table.ts';
import type { Held } from './protocol.ts';

export interface Item {
  readonly name: string;
  readonly version: VersionTable;
  readonly schema: TableSchema;
  /** The rule behind the version's parts. */
  readonly split: SplitSpec | null;
}

export class Shelf {
  readonly #items = new Map<string, Item>();

  put(key: string, item: Item): Held {
    this.#items.set(key, item);
    return heldOf(key, item);
  }

  /** @throws AppError 'bad-input' for a key that nothing was put under. */
  get(key: string): Item {
    const item = this.#items.get(key);
    if (!item) throw new AppError('bad-input', 'This table is not loaded any more. Open it again.');
    return item;
  }

  held(key: string): Held {
    return heldOf(key, this.get(key));
  }

  drop(key: string): void {
    this.#items.delete(key);
  }
}

function heldOf(key: string, { name, version, schema }: Item): Held {
  const { table, parts } = version;
  const count = [0, 0, 0];
  parts?.forEach((value) => count[value]!++);
  return {
    key,
    name,
    rows: table.rows,
    schema,
    parts: parts && {
      train: count[part.train]!,
      test: count[part.test]!,
      gap: count[part.gap]!,
    },
  };
}
