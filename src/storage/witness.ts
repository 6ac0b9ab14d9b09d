// A few numbers kept outside the database (localStorage). Chromium can drop a damaged database and open an empty one
// without an error; the witness then still knows that there was work, so the page never shows a first-run screen over it.

import type { Missing } from './contract.ts';
import type { Applied } from './apply.ts';
import type { Identity } from './schema.ts';

/** The part of localStorage that is used. */
export interface WitnessPlace {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface Testimony {
  /** Which database it speaks of; null before the first commit. */
  readonly epoch: string | null;
  readonly commits: number;
  readonly projects: number;
  readonly ledgerLines: number;
  readonly lastProjectId: string | null;
  /** The browser said that it dropped the database, and the person has not acknowledged it yet. */
  readonly dataLoss: boolean;
}

/** What the database holds now. */
export interface Holdings {
  readonly identity: Identity | null;
  readonly projects: number;
  readonly ledgerLines: number;
}

const nothing: Testimony = {
  epoch: null,
  commits: 0,
  projects: 0,
  ledgerLines: 0,
  lastProjectId: null,
  dataLoss: false,
};

function testimonyOf(text: string | null): Testimony | null {
  if (text === null) return null;
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return null;
  const number = (name: string): number => {
    const field: unknown = Reflect.get(value, name);
    return typeof field === 'number' && Number.isSafeInteger(field) && field >= 0 ? field : 0;
  };
  const words = (name: string): string | null => {
    const field: unknown = Reflect.get(value, name);
    return typeof field === 'string' ? field : null;
  };
  return {
    epoch: words('epoch'),
    commits: number('commits'),
    projects: number('projects'),
    ledgerLines: number('ledgerLines'),
    lastProjectId: words('lastProjectId'),
    dataLoss: Reflect.get(value, 'dataLoss') === true,
  };
}

/** What a witness knows that the database does not hold. Pure. */
export function compare(
  testimony: Testimony | null,
  holdings: Holdings,
  droppedByBrowser: boolean,
): { dataLoss: boolean; missing: Missing | null } {
  if (!testimony) return { dataLoss: droppedByBrowser, missing: null };
  const epoch = holdings.identity?.epoch ?? null;
  const other = testimony.epoch !== null && testimony.epoch !== epoch;
  const missing: Missing = {
    projects: Math.max(0, testimony.projects - holdings.projects),
    ledgerLines: Math.max(0, testimony.ledgerLines - holdings.ledgerLines),
    commits: Math.max(0, testimony.commits - (other ? 0 : (holdings.identity?.commits ?? 0))),
  };
  const any = missing.projects + missing.ledgerLines + missing.commits > 0;
  return { dataLoss: droppedByBrowser || testimony.dataLoss || other, missing: any ? missing : null };
}

/** Never throws: without a place to write, the page merely has no witness. */
export class Witness {
  readonly #place: WitnessPlace | null;
  readonly #key: string;

  constructor(place: WitnessPlace | null, databaseName: string) {
    this.#place = place;
    this.#key = `${databaseName}/witness`;
  }

  read(): Testimony | null {
    try {
      return testimonyOf(this.#place?.getItem(this.#key) ?? null);
    } catch {
      // Blocked or damaged: as good as none.
      return null;
    }
  }

  #write(testimony: Testimony): void {
    try {
      this.#place?.setItem(this.#key, JSON.stringify(testimony));
    } catch {
      // Full or blocked. The witness lags behind then and catches up at the next opening.
    }
  }

  /**
   * Compares at the opening. Where nothing is lost, takes over what the database holds (a store is often ahead of its
   * witness after a crash); where something is, keeps the old numbers until the loss is acknowledged.
   * @param testimony read before `holdings` were counted: another tab may commit in between.
   */
  confront(
    testimony: Testimony | null,
    holdings: Holdings,
    droppedByBrowser: boolean,
  ): { dataLoss: boolean; missing: Missing | null } {
    const verdict = compare(testimony, holdings, droppedByBrowser);
    if (verdict.dataLoss || verdict.missing)
      this.#write({ ...(testimony ?? nothing), dataLoss: verdict.dataLoss });
    else if (holdings.identity) this.adopt(holdings);
    return verdict;
  }

  /** Says from now on what the database holds. */
  adopt(holdings: Holdings): void {
    this.#write({
      epoch: holdings.identity?.epoch ?? null,
      commits: holdings.identity?.commits ?? 0,
      projects: holdings.projects,
      ledgerLines: holdings.ledgerLines,
      lastProjectId: this.read()?.lastProjectId ?? null,
      dataLoss: false,
    });
  }

  /** After a commit is complete. Counts what was added, so that an unacknowledged loss stays known. */
  committed({ identity, newProjects, newLedgerLines }: Applied, projectId: string | null): void {
    const before = this.read() ?? nothing;
    const ours = before.epoch === null || before.epoch === identity.epoch;
    this.#write({
      epoch: ours ? identity.epoch : before.epoch,
      commits: ours ? Math.max(before.commits, identity.commits) : before.commits,
      projects: before.projects + newProjects,
      ledgerLines: before.ledgerLines + newLedgerLines,
      lastProjectId: projectId ?? before.lastProjectId,
      dataLoss: before.dataLoss,
    });
  }
}
