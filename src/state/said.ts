// What a person said of columns, by name: said again when the same file is read once more.

import { AppError } from '../core/errors.ts';
import type { Field, TableSchema } from '../core/schema.ts';
import { withField } from '../core/schema-inference.ts';

export class Said {
  readonly #changes = new Map<string, Partial<Field>>();

  /** Said anew it comes last, so that the column that was made the target last is the target. */
  say(name: string, change: Partial<Field>): void {
    const said = { ...this.#changes.get(name), ...change };
    this.#changes.delete(name);
    this.#changes.set(name, said);
  }

  /** Its kind is said anew by reading it in another way; the rest stays. */
  forgetKind(name: string): void {
    const said = this.#changes.get(name);
    if (!said) return;
    const { kind: _, ...rest } = said;
    this.#changes.set(name, rest);
  }

  has(name: string): boolean {
    return this.#changes.has(name);
  }

  /** The schema with all of it; what no longer fits a column, since it was read in another way, is forgotten. */
  applyTo(schema: TableSchema): TableSchema {
    let described = schema;
    for (const [name, change] of this.#changes) {
      if (!described.fields.some((field) => field.name === name)) continue;
      try {
        described = withField(described, name, change);
      } catch (error) {
        if (AppError.from(error).code !== 'bad-input') throw error;
        this.#changes.delete(name);
      }
    }
    return described;
  }
}
