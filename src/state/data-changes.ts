// What changes data: each change makes a new version from the one that is looked at, kept whole with its parent, its
// operation and its rows, or not at all.

import { rowsText } from '../core/edit-rows.ts';
import { AppError } from '../core/errors.ts';
import type { DatasetVersion } from '../core/records.ts';
import type { TableSchema } from '../core/schema.ts';
import type { SplitSpec } from '../core/split.ts';
import type { Desk } from '../data/desk.ts';
import type { EditRequest, Held, LeaveOut } from '../data/protocol.ts';
import type { DataVersions } from './data-versions.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export class DataChanges {
  readonly #store: ProjectStore;
  readonly #versions: DataVersions;
  readonly #desk: Desk;

  constructor(store: ProjectStore, versions: DataVersions, desk: Desk) {
    this.#store = store;
    this.#versions = versions;
    this.#desk = desk;
  }

  /** Of the version that would be made now. One that can't be read still holds its number. */
  get nextNumber(): number {
    const damaged = this.#store.contents.damaged.flatMap(({ kind, key }) =>
      kind === 'dataset version' ? [Number(/\/data\/(\d+)$/.exec(key)?.[1] ?? 0)] : [],
    );
    return Math.max(0, ...this.#versions.all.map(({ number }) => number), ...damaged) + 1;
  }

  /** Above every row id that any version of the project has given. */
  get #firstNewId(): number {
    return Math.max(0, ...this.#versions.all.map(({ nextId }) => nextId));
  }

  /** A new version by an edit of the one that is looked at. @returns its record. */
  async edit(request: Omit<EditRequest, 'seed' | 'firstNewId'>): Promise<DatasetVersion> {
    return this.#derive(async (parent, key, newKey) => {
      const seed = this.#store.project.seed + parent.number;
      const { held, summary, split } = await this.#desk.ask('edit', {
        key,
        newKey,
        edit: { ...request, seed, firstNewId: this.#firstNewId },
      });
      return {
        held,
        operation: summary,
        edit: { kind: request.kind, params: request.params },
        split,
      };
    });
  }

  /**
   * A new version with the rows of a later batch below, brought to the schema as far as that loses nothing.
   * @param leaveOut which rows stay out; what the others hold is allowed from then on.
   */
  async append(other: string, leaveOut: LeaveOut): Promise<DatasetVersion> {
    return this.#derive(async (parent, key, newKey) => {
      const fitKey = `${newKey}/fit`;
      try {
        const { leftOut } = await this.#desk.ask('fit', { key, other, newKey: fitKey, leaveOut });
        const seed = this.#store.project.seed + parent.number;
        const edit = {
          kind: 'append-rows',
          params: {},
          rows: null,
          other: fitKey,
          seed,
          firstNewId: this.#firstNewId,
        };
        const { held, summary, split } = await this.#desk.ask('edit', { key, newKey, edit });
        const left = leftOut === 0 ? '' : `; left out ${rowsText(leftOut)} that did not fit`;
        return { held, operation: summary + left, edit: { kind: edit.kind, params: edit.params }, split };
      } finally {
        this.#drop(fitKey);
      }
    });
  }

  /** A new version with the same rows and another description of its columns. */
  async describe(schema: TableSchema): Promise<DatasetVersion> {
    return this.#derive(async (parent, key, newKey) => {
      await this.#copy(key, newKey);
      const held = await this.#desk.ask('setSchema', { key: newKey, schema });
      return { held, operation: 'described its columns anew', edit: null, split: parent.split };
    });
  }

  /** A new version with the same rows, split anew. Rows that were test rows stay what they are. */
  async split(spec: SplitSpec): Promise<DatasetVersion> {
    return this.#derive(async (_, key, newKey) => {
      await this.#copy(key, newKey);
      const held = await this.#desk.ask('split', { key: newKey, spec });
      const test = held.parts?.test ?? 0;
      return { held, operation: `split by ${spec.method}: ${test} test rows`, edit: null, split: spec };
    });
  }

  #drop(key: string): void {
    this.#desk.ask('drop', { key }).catch(() => undefined);
  }

  async #copy(key: string, newKey: string): Promise<void> {
    await this.#desk.ask('copy', { key, newKey });
  }

  async #derive(
    make: (
      parent: DatasetVersion,
      key: string,
      newKey: string,
    ) => Promise<{ held: Held } & Pick<DatasetVersion, 'operation' | 'edit' | 'split'>>,
  ): Promise<DatasetVersion> {
    const parent = this.#versions.looked;
    if (!parent) throw new AppError('bad-input', 'There is no data to change yet.');
    const projectId = this.#store.project.id;
    const version = await this.#store.inTurn(async () => {
      if (this.#store.project.id !== projectId) throw new AppError('aborted', 'The project was left.');
      const number = this.nextNumber;
      const id = `${projectId}/data/${number}`;
      return this.#kept(id, async () => {
        // A key of its own: the rows that are known may grow while this goes on, and the fewer of before be dropped.
        const { key } = await this.#versions.hold(parent.id);
        const parentKey = `${id}/parent`;
        await this.#copy(key, parentKey);
        const { held, operation, edit, split } = await make(parent, parentKey, id).finally(() =>
          this.#drop(parentKey),
        );
        const packed = await this.#desk.ask('pack', { key: id, order: null, split: null });
        const record: DatasetVersion = {
          v: 2,
          id,
          projectId,
          number,
          name: parent.name,
          datasetId: parent.datasetId,
          digest: packed.digest,
          rows: held.rows,
          columns: packed.version.table.columns.map(({ name, kind }) => ({ name, kind })),
          parentId: parent.id,
          operation,
          edit,
          schema: packed.schema,
          split,
          tableKey: packed.tableKey,
          nextId: packed.version.nextId,
          createdAt: this.#store.now(),
        };
        await this.#store.commit(
          {
            datasetVersions: [record],
            tables: [{ key: packed.tableKey, bytes: packed.bytes }],
            ledger: this.#store.lines({
              kind: 'data-changed',
              reason: `data v${number} from v${parent.number}: ${operation}`,
            }),
          },
          { strict: true },
        );
        this.#versions.made(id, held, packed.version);
        return record;
      });
    });
    // What it looks like is worked out meanwhile; the version is kept already.
    void this.#versions.look(version.id);
    return version;
  }

  /** What was not kept does not stay in the worker either. */
  async #kept<T>(id: string, make: () => Promise<T>): Promise<T> {
    try {
      return await make();
    } catch (error) {
      this.#drop(id);
      throw error;
    }
  }

  /** From now on retraining learns from this version; null: from what the stream has brought. */
  async trainOn(id: string | null): Promise<void> {
    const version = id === null ? null : this.#versions.find(id);
    if (version && version.number > 1) await this.#versions.table(version);
    await this.#store.inTurn(async () => {
      const { project } = this.#store;
      const { dataVersionId: _, ...settings } = project.settings;
      const chosen = version && version.number > 1 ? { dataVersionId: version.id } : {};
      await this.#store.commit({
        project: { ...project, settings: { ...settings, ...chosen } },
        ledger: this.#store.lines({
          kind: 'setting-changed',
          reason:
            version && version.number > 1
              ? `retraining learns from data v${version.number}`
              : 'retraining learns from what the stream has brought',
        }),
      });
    });
  }
}
