// A tab that is killed in the midst of a decision: its renderer dies between two writes of a promotion or a rollback, with the
// real database of a real profile. Afterwards there is one champion, and a ledger that agrees.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visit } from './page.ts';
import { servePreview, type Site } from './server.ts';

/** What the page is told: after which write of a decision it stands still for ever. */
type Told = { standStillAfter?: number; standsStill?: () => void };

interface Line {
  readonly kind: string;
  readonly modelVersionId: string | null;
  readonly previousId: string | null;
  readonly evaluationId?: string;
}

/** Runs before the page's own scripts. The transaction of a write that stands still is open and never ends. */
function standStill(): void {
  const { put } = IDBObjectStore.prototype;
  const writes = new WeakMap<IDBTransaction, number>();
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args) {
    const request: IDBRequest<IDBValidKey> = Reflect.apply(put, this, args);
    const { standStillAfter, standsStill } = globalThis as Told;
    if (standStillAfter === undefined) return request;
    const done = (writes.get(this.transaction) ?? 0) + 1;
    const first: unknown = args[0];
    const decides =
      typeof first === 'object' &&
      first !== null &&
      ['promoted', 'rolled-back'].includes(String(Reflect.get(first, 'kind')));
    // The first line of a decision is its first write here; all that follow in its transaction belong to it.
    if (decides || writes.has(this.transaction)) writes.set(this.transaction, done);
    if (writes.get(this.transaction) === standStillAfter)
      request.addEventListener('success', (event) => {
        // The page never hears of this write, and a transaction that is always asked something more never ends.
        event.stopImmediatePropagation();
        const ask = (): void => void (this.count().onsuccess = ask);
        ask();
        standsStill?.();
      });
    return request;
  };
}

describe('a tab that is killed while it decides', () => {
  let site: Site;
  let profile: string;
  let visit: Visit;
  let page: Page;
  let standing: () => void = () => undefined;

  beforeAll(async () => {
    site = await servePreview();
    profile = await mkdtemp(join(tmpdir(), 'model-loop-decides-'));
    visit = await Visit.start(site.origin, { profile, before: standStill });
    await visit.context.exposeBinding('standsStill', () => standing());
    ({ page } = visit);
    await page.goto(site.url);
    await page.getByRole('heading', { level: 1, name: /Model v1/ }).waitFor({ timeout: 60_000 });
    const step = page.getByRole('region', { name: 'Next step' });
    await step.getByRole('button', { name: /Retrain on what has happened since/ }).click({ timeout: 60_000 });
    await step.getByRole('button', { name: /Compare v2/ }).waitFor({ timeout: 60_000 });
  }, 180_000);
  afterAll(async () => {
    await visit.close();
    await site.close();
    await rm(profile, { recursive: true, force: true });
  });

  /** What lies in the database, as a page finds it that is opened anew. */
  async function stored(): Promise<{ ledger: Line[]; versions: string[]; evaluations: string[] }> {
    return page.evaluate(async () => {
      const answer = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('The read failed.'));
        });
      const database = await answer(indexedDB.open('model-loop'));
      const store = (name: string) => database.transaction(name).objectStore(name);
      const ids = async (name: string) =>
        ((await answer(store(name).getAll())) as { readonly id: string }[]).map(({ id }) => id);
      const found = {
        ledger: (await answer(store('ledger').getAll())) as Line[],
        versions: await ids('versions'),
        evaluations: await ids('evaluations'),
      };
      database.close();
      return found;
    });
  }

  async function champion(): Promise<string | null> {
    const { ledger, versions, evaluations } = await stored();
    let now: string | null = null;
    for (const { kind, modelVersionId, previousId, evaluationId } of ledger) {
      if (evaluationId !== undefined) expect(evaluations).toContain(evaluationId);
      if (kind !== 'promoted' && kind !== 'rolled-back') continue;
      expect(versions).toContain(modelVersionId);
      expect(previousId).toBe(now);
      now = modelVersionId;
    }
    return now;
  }

  /** Presses a button of the Deploy room, and kills the page after so many writes of what follows. */
  async function killedAfter(writes: number, button: RegExp): Promise<void> {
    const still = new Promise<void>((resolve) => (standing = resolve));
    await page.evaluate((after) => {
      location.hash = '#/deploy/now';
      (globalThis as Told).standStillAfter = after;
    }, writes);
    await page.getByRole('button', { name: button }).first().click({ noWaitAfter: true });
    await still;
    const session = await page.context().newCDPSession(page);
    const gone = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined);
    await gone;
    const dead = page;
    page = await visit.context.newPage();
    await dead.close();
    await page.goto(`${site.url}#/deploy/now`);
    await page.getByRole('button', { name: button }).first().waitFor({ timeout: 30_000 });
  }

  /** The stream goes on meanwhile, and what its figures tell is no decision. */
  const decided = <Line extends { kind: string }>(lines: readonly Line[]): Line[] =>
    lines.filter(({ kind }) => !kind.startsWith('alert-'));

  it.each([
    ['a promotion', /^Promote v2/, /\/v2$/],
    ['a rollback', /^Roll back to v1/, /\/v1$/],
  ])('%s is whole or was never begun', async (_, button, after) => {
    const before = await champion();
    const { ledger } = await stored();
    for (const writes of [1, 2]) {
      await killedAfter(writes, button);
      expect(await champion()).toBe(before);
      expect(decided((await stored()).ledger)).toEqual(decided(ledger));
    }
    await page.getByRole('button', { name: button }).first().click();
    await expect.poll(champion).toMatch(after);
  });
});
