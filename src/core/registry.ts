// A registry is a folder: every file in it is one definition, found by `import.meta.glob`.

export interface Named {
  /** Equal to the file name. */
  readonly id: string;
  readonly label: string;
}

export class Registry<T extends Named> {
  readonly all: readonly T[];
  readonly #byId: ReadonlyMap<string, T>;
  /** Path of the file each definition came from, for the registry test. */
  readonly files: ReadonlyMap<string, T>;

  constructor(modules: Record<string, T>) {
    this.files = new Map(Object.entries(modules));
    this.all = [...this.files.values()];
    this.#byId = new Map(this.all.map((item) => [item.id, item]));
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** @throws RangeError when no file of that name exists. */
  get(id: string): T {
    const item = this.#byId.get(id);
    if (!item)
      throw new RangeError(`Nothing is registered as "${id}". Known: ${[...this.#byId.keys()].join(', ')}.`);
    return item;
  }
}

/** `modules` is what `import.meta.glob(['./*.ts', '!./index.ts'], { eager: true, import: 'default' })` gives. */
export function registry<T extends Named>(modules: Record<string, unknown>): Registry<T> {
  // The glob is untyped by nature; test/registries.test.ts checks every field of every definition.
  return new Registry<T>(modules as Record<string, T>);
}
