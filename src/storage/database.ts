// Opening the database, with everything that was seen to go wrong there: another tab in the way, an open that never
// answers, a broken store, newer data, a browser that refuses, an upgrade that fails half-way.

import { wrap } from 'idb';
import type { IDBPDatabase } from 'idb';
import { AppError } from '../core/errors.ts';
import { isRefused, isUnknownError, storageFailure } from './failure.ts';
import { migrate, migrations } from './migrations.ts';
import type { Migration } from './migrations.ts';
import type { Schema } from './schema.ts';

export interface DatabaseOptions {
  readonly factory: IDBFactory;
  readonly name: string;
  readonly steps?: readonly Migration[];
  /** How long an open may take before it counts as hanging; an upgrade under way is waited for. */
  readonly patienceMs?: number;
  /** Wait before the first of three further tries after an UnknownError; doubled each time. */
  readonly retryDelayMs?: number;
  /** Another tab wants to upgrade (`true`) or delete (`false`) the database; this connection has been closed for it. */
  readonly onOusted?: (upgrade: boolean) => void;
  /** The browser ended the connection. */
  readonly onTerminated?: () => void;
}

export interface OpenedDatabase {
  readonly database: IDBPDatabase<Schema>;
  /** Chromium found the old store damaged and dropped it. Told once, at this open only. */
  readonly dataLoss: boolean;
}

const retries = 3;

function openOnce(options: DatabaseOptions): Promise<OpenedDatabase> {
  const { factory, name, steps = migrations, patienceMs = 5000 } = options;
  return new Promise((resolve, reject) => {
    const request = factory.open(name, steps.length);
    let blocked = false;
    let given = false;
    let dataLoss = false;
    let failure: unknown = null;
    const watchdog = setTimeout(() => {
      given = true;
      reject(
        new AppError(
          'storage-blocked',
          blocked
            ? 'Another tab with an older release of this page holds the saved work. It is safe. Close or reload that tab, then try again.'
            : 'The browser does not open the saved work. It is safe. Close the other tabs of this page, then try again.',
        ),
      );
    }, patienceMs);
    request.onblocked = () => (blocked = true);
    request.onupgradeneeded = (event: IDBVersionChangeEvent & { dataLoss?: string }) => {
      clearTimeout(watchdog);
      dataLoss = event.dataLoss !== undefined && event.dataLoss !== 'none';
      const transaction = request.transaction;
      if (!transaction) return;
      // A step that throws after an await would leave the version bumped and the layout half-made.
      migrate(request.result, transaction, event.oldVersion, steps).catch((thrown: unknown) => {
        failure = thrown;
        transaction.abort();
      });
    };
    request.onerror = () => {
      clearTimeout(watchdog);
      reject(failure === null ? (request.error ?? new Error('The open failed.')) : upgradeFailure(failure));
    };
    request.onsuccess = () => {
      clearTimeout(watchdog);
      const raw = request.result;
      if (given) return raw.close();
      raw.onversionchange = (event) => {
        raw.close();
        options.onOusted?.(event.newVersion !== null);
      };
      raw.onclose = () => options.onTerminated?.();
      resolve({ database: wrap(raw) as IDBPDatabase<Schema>, dataLoss });
    };
  });
}

function upgradeFailure(thrown: unknown): AppError {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(
    'storage',
    `The saved work could not be brought to this release's layout (${detail}). It was left as it was. Reload the page to try again.`,
    { cause: thrown },
  );
}

/**
 * Opens the database, upgrading it if need be.
 * @returns `refused` with the browser's words where it lets this page keep nothing (private mode, blocked site data).
 * @throws AppError 'storage-blocked', 'newer-data' or 'storage'.
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenedDatabase | { refused: string }> {
  const { retryDelayMs = 100 } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      return await openOnce(options);
    } catch (thrown) {
      if (isRefused(thrown)) return { refused: thrown instanceof Error ? thrown.message : String(thrown) };
      if (!isUnknownError(thrown) || attempt === retries) throw storageFailure(thrown);
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs * 2 ** attempt));
    }
  }
}
