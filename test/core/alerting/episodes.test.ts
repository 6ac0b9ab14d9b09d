import { describe, expect, it } from 'vitest';
import { asksForAttention, episodesOf, isAlarm, openEpisodes } from '../../../src/core/alerting/episodes.ts';
import { alertRecords } from '../../../src/core/alerting/alert-record.ts';
import { AlertWatch } from '../../../src/core/alerting/alert-watch.ts';
import { readRecord } from '../../../src/core/record-formats.ts';
import { alert, line } from '../../storage/records.ts';
import { ruleOf, tableOf } from './figures.ts';

const told = alert('a', {
  ruleId: 'drift',
  figures: ['drift/psi/temp', 'quality/missing/temp', 'drift/psi/hum'],
});
const alarm = alert('x');
const [raised, rang] = [
  line(1, { kind: 'alert-raised', alertId: 'a' }),
  line(2, { kind: 'alarm', alertId: 'x' }),
];

describe('episodes', () => {
  it('are open until the ledger says otherwise', () => {
    const [episode, other] = episodesOf([told, alarm], [raised, rang]);
    expect(episode).toMatchObject({ cleared: null, note: null, snoozedUntil: null });
    expect([isAlarm(told), isAlarm(alarm)]).toEqual([false, true]);
    expect(openEpisodes([episode!, other!])).toEqual([
      { alertId: 'a', ruleId: 'drift', subjects: ['temp', 'temp, missing values', 'hum'] },
    ]);
    expect(asksForAttention(episode!, 5)).toBe(true);
  });

  it('are over, seen or put off by their own lines only', () => {
    const ledger = [
      raised,
      rang,
      line(3, { kind: 'alert-acknowledged', alertId: 'a', reason: 'known' }),
      line(4, { kind: 'alert-snoozed', alertId: 'a', until: 9 }),
      line(5, { kind: 'promoted', windowIndex: 7, reason: 'better' }),
    ];
    const [first, second] = episodesOf([told, alarm], ledger);
    expect(first).toMatchObject({ cleared: null, note: 'known', snoozedUntil: 9 });
    expect(second).toMatchObject({ cleared: { windowIndex: 7, reason: 'better' } });
    const over = line(6, { kind: 'alert-cleared', alertId: 'a', windowIndex: 8, reason: 'over' });
    expect(episodesOf([told], [...ledger, over])[0]!.cleared).toEqual({ windowIndex: 8, reason: 'over' });
  });

  it('of the alarm are over by themselves, and not ended again by a later decision', () => {
    const over = line(3, { kind: 'alert-cleared', alertId: 'x', windowIndex: 6, reason: 'recovered' });
    const later = line(4, { kind: 'promoted', windowIndex: 9, reason: 'better' });
    expect(episodesOf([alarm], [rang, over, later])[0]!.cleared).toEqual({
      windowIndex: 6,
      reason: 'recovered',
    });
  });

  it('ask again when the time they were put off for is over', () => {
    const put = episodesOf([told], [raised, line(2, { kind: 'alert-snoozed', alertId: 'a', until: 9 })])[0]!;
    expect([8, 9].map((position) => asksForAttention(put, position))).toEqual([false, true]);
  });

  it('are recorded under ids that were never given, with their evidence', () => {
    const table = tableOf([0, 0.5, 0.7].map((value) => ({ 'drift/psi/temp': value })));
    const rule = ruleOf('threshold', { windows: 2, level: 'info', params: { bound: 0.1 } });
    const found = alertRecords(
      [...new AlertWatch(table, { rules: [rule], levelOf: () => NaN }).replay()].flatMap((one) => [one, one]),
      {
        projectId: 'p',
        now: 5,
        table,
        wording: { rows: 'rows', labelOf: String },
        taken: (id) => id === 'p/alert/threshold-1',
      },
    );
    expect(found.map(({ id }) => id)).toEqual(['p/alert/threshold-2', 'p/alert/threshold-3']);
    expect(found[0]).toMatchObject({
      windowIndex: 2,
      value: 0.7,
      threshold: 0.1,
      severity: 'info',
      figures: ['drift/psi/temp'],
      evidence: [
        { index: 1, value: 0.5, n: 100 },
        { index: 2, value: 0.7, n: 100 },
      ],
    });
    expect(readRecord('alert', found[0])).toEqual(found[0]);
  });
});
