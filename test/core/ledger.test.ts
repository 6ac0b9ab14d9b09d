import { describe, expect, it } from 'vitest';
import {
  aliasesAt,
  championAt,
  challengerOf,
  openAlert,
  reigns,
  rollbackTarget,
} from '../../src/core/ledger.ts';
import type { LedgerKind, LedgerLine } from '../../src/core/records.ts';

type Entry = readonly [
  kind: LedgerKind,
  windowIndex: number,
  more?: Partial<
    Pick<LedgerLine, 'modelVersionId' | 'previousId' | 'runId' | 'alertId' | 'reason' | 'alias'>
  >,
];

const ledger = (...entries: Entry[]): LedgerLine[] =>
  entries.map(([kind, windowIndex, more], index) => ({
    v: 1,
    projectId: 'p',
    seq: index + 1,
    at: 1000 + index,
    kind,
    windowIndex,
    modelVersionId: null,
    previousId: null,
    runId: null,
    alertId: null,
    reason: '',
    ...more,
  }));

const story = ledger(
  ['started', 0],
  ['trained', 0, { modelVersionId: 'one' }],
  ['promoted', 0, { modelVersionId: 'one' }],
  ['alarm', 7, { modelVersionId: 'one', alertId: 'bell' }],
  ['trained', 8, { modelVersionId: 'two' }],
  ['compared', 8, { modelVersionId: 'two' }],
  ['promoted', 9, { modelVersionId: 'two', previousId: 'one' }],
  ['rolled-back', 12, { modelVersionId: 'one', previousId: 'two' }],
);
const until = (seq: number) => story.slice(0, seq);

describe('ledger', () => {
  it('knows the champion at any moment', () => {
    expect(championAt([])).toBeNull();
    expect(championAt(until(2))).toBeNull();
    expect(championAt(story)).toBe('one');
    expect([0, 8, 9, 11, 12].map((window) => championAt(story, window))).toEqual([
      'one',
      'one',
      'two',
      'two',
      'one',
    ]);
  });

  it('lists the reigns, a return included', () => {
    expect(reigns(story)).toEqual([
      { modelVersionId: 'one', from: 0, seq: 3 },
      { modelVersionId: 'two', from: 9, seq: 7 },
      { modelVersionId: 'one', from: 12, seq: 8 },
    ]);
  });

  it('knows where Roll back would lead', () => {
    expect(rollbackTarget([])).toBeNull();
    expect(rollbackTarget(until(3))).toBeNull();
    expect(rollbackTarget(until(7))).toBe('one');
    // Back at the first champion there is nothing below; to bring "two" back is a promotion, not a rollback.
    expect(rollbackTarget(story)).toBeNull();
    const three = ledger(
      ['promoted', 0, { modelVersionId: 'one' }],
      ['promoted', 2, { modelVersionId: 'two', previousId: 'one' }],
      ['promoted', 4, { modelVersionId: 'three', previousId: 'two' }],
      ['rolled-back', 5, { modelVersionId: 'two', previousId: 'three' }],
    );
    expect(rollbackTarget(three.slice(0, 3))).toBe('two');
    expect(rollbackTarget(three)).toBe('one');
  });

  it('knows the challenger until it is promoted, kept out, or replaced by a newer one', () => {
    expect(challengerOf(until(4))).toBeNull();
    expect(challengerOf(until(6))).toBe('two');
    expect(challengerOf(until(7))).toBeNull();
    expect(challengerOf([...until(6), ...ledger(['kept', 9, { modelVersionId: 'two' }])])).toBeNull();
    expect(challengerOf([...until(6), ...ledger(['trained', 9, { modelVersionId: 'three' }])])).toBe('three');
    // A rollback is about another version; the challenger still waits.
    expect(challengerOf([...until(6), ...ledger(['rolled-back', 9, { modelVersionId: 'zero' }])])).toBe(
      'two',
    );
  });

  it('does not take a challenger that made room for a newer one for an answer to the alarm', () => {
    const again = ['trained', 9, { modelVersionId: 'three' }] as const;
    for (const more of [
      { runId: 'run', reason: 'set aside' },
      // As lines from before said it.
      { reason: 'set aside: a newer challenger took its place' },
    ]) {
      const aside = ['kept', 9, { modelVersionId: 'two', ...more }] as const;
      const lines = [...until(6), ...ledger(aside, again, ['compared', 9, { modelVersionId: 'three' }])];
      expect(openAlert(lines)).toBe('bell');
      expect(challengerOf(lines)).toBe('three');
      expect(openAlert([...lines, ...ledger(['kept', 10, { modelVersionId: 'three' }])])).toBeNull();
    }
  });

  it('keeps an alarm open until somebody answers it', () => {
    expect(openAlert(until(3))).toBeNull();
    expect(openAlert(until(6))).toBe('bell');
    expect(openAlert(until(7))).toBeNull();
    for (const kind of ['acknowledged', 'promoted', 'kept', 'rolled-back'] as const)
      expect(openAlert([...until(6), ...ledger([kind, 9])]), kind).toBeNull();
    for (const kind of ['compared', 'training-failed', 'setting-changed'] as const)
      expect(openAlert([...until(6), ...ledger([kind, 9])]), kind).toBe('bell');
    expect(openAlert([...until(6), ...ledger(['alarm', 9, { alertId: 'second' }])])).toBe('second');
  });

  it('takes an alarm for over once its figure has come back, and only that one', () => {
    const over = ledger(['alert-cleared', 9, { alertId: 'bell' }]);
    expect(openAlert([...until(6), ...over])).toBeNull();
    expect(openAlert([...until(6), ...ledger(['alert-cleared', 9, { alertId: 'p/alert/drift-1' }])])).toBe(
      'bell',
    );
    expect(openAlert([...until(6), ...over, ...ledger(['alarm', 12, { alertId: 'second' }])])).toBe('second');
  });

  it('knows every alias at any moment: the decided ones first, then those of a person', () => {
    const lines = ledger(
      ['trained', 0, { modelVersionId: 'one' }],
      ['promoted', 0, { modelVersionId: 'one' }],
      ['aliased', 2, { modelVersionId: 'one', alias: 'best' }],
      ['aliased', 2, { modelVersionId: 'one', alias: 'autumn' }],
      ['trained', 4, { modelVersionId: 'two' }],
      ['aliased', 5, { modelVersionId: 'two', alias: 'best', previousId: 'one' }],
      ['promoted', 6, { modelVersionId: 'two', previousId: 'one' }],
      ['unaliased', 7, { alias: 'autumn', previousId: 'one' }],
      ['unaliased', 7, { alias: 'never set' }],
    );
    const at = (window?: number) => [...aliasesAt(lines, window)];
    expect(at(-1)).toEqual([]);
    expect(at(0)).toEqual([['champion', 'one']]);
    expect(at(2)).toEqual([
      ['champion', 'one'],
      ['autumn', 'one'],
      ['best', 'one'],
    ]);
    expect(at(5)).toEqual([
      ['champion', 'one'],
      ['challenger', 'two'],
      ['autumn', 'one'],
      ['best', 'two'],
    ]);
    expect(at()).toEqual([
      ['champion', 'two'],
      ['best', 'two'],
    ]);
  });
});
