import { describe, expect, it } from 'vitest';
import { compare, Witness } from '../../src/storage/witness.ts';
import type { Holdings } from '../../src/storage/witness.ts';
import { Place } from './records.ts';

const holdings = (
  epoch: string | null,
  commits: number,
  projects: number,
  ledgerLines: number,
): Holdings => ({
  identity: epoch === null ? null : { key: 'identity', epoch, commits },
  projects,
  ledgerLines,
});
const key = 'test/witness';

describe('Witness', () => {
  it('adds up what was committed and names the last project', () => {
    const place = new Place();
    const witness = new Witness(place, 'test');
    const identity = { key: 'identity', epoch: 'a', commits: 1 } as const;
    witness.committed({ identity, newProjects: 1, newLedgerLines: 2 }, 'p1');
    witness.committed({ identity: { ...identity, commits: 2 }, newProjects: 0, newLedgerLines: 1 }, null);
    expect(witness.read()).toEqual({
      epoch: 'a',
      commits: 2,
      projects: 1,
      ledgerLines: 3,
      lastProjectId: 'p1',
      dataLoss: false,
    });
    expect(compare(witness.read(), holdings('a', 2, 1, 3), false)).toEqual({
      dataLoss: false,
      missing: null,
    });
    expect(compare(witness.read(), holdings('a', 2, 1, 1), false).missing).toEqual({
      projects: 0,
      ledgerLines: 2,
      commits: 0,
    });
    expect(compare(witness.read(), holdings('b', 9, 5, 9), false).dataLoss).toBe(true);
  });

  it('keeps what the browser told once, even when it knew nothing before', () => {
    const witness = new Witness(new Place(), 'test');
    expect(witness.confront(null, holdings(null, 0, 0, 0), true).dataLoss).toBe(true);
    expect(witness.confront(witness.read(), holdings(null, 0, 0, 0), false).dataLoss).toBe(true);
    const identity = { key: 'identity', epoch: 'a', commits: 1 } as const;
    witness.committed({ identity, newProjects: 1, newLedgerLines: 0 }, 'p1');
    expect(witness.confront(witness.read(), holdings('a', 1, 1, 0), false).dataLoss).toBe(true);
    witness.adopt(holdings('a', 1, 1, 0));
    expect(witness.confront(witness.read(), holdings('a', 1, 1, 0), false).dataLoss).toBe(false);
  });

  it.each(['{', 'null', '7', '"x"'])('takes damaged testimony %s for none', (text) => {
    const place = new Place();
    place.setItem(key, text);
    expect(new Witness(place, 'test').read()).toBeNull();
  });

  it('lives without localStorage and with one that throws', () => {
    const throwing = {
      getItem: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    for (const place of [null, throwing]) {
      const witness = new Witness(place, 'test');
      witness.adopt(holdings('a', 1, 1, 1));
      expect(witness.read()).toBeNull();
      expect(witness.confront(witness.read(), holdings('a', 1, 1, 1), false)).toEqual({
        dataLoss: false,
        missing: null,
      });
    }
  });
});
