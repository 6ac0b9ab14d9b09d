import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amended,
  hasBegun,
  hasEnded,
  replacedFrom,
  scriptUntil,
  type InjectionWish,
} from '../../../src/core/injecting/amended.ts';
import { injected } from '../../../src/core/injecting/injected.ts';
import { suggested } from '../../../src/core/injecting/suggested.ts';
import { scriptProblem } from '../../../src/core/injecting/validate.ts';
import { injectionKinds } from '../../../src/core/injections/index.ts';
import type { Injection } from '../../../src/core/injection.ts';
import { change, expectSameRows, historyRows, mixed, questions, rows } from '../injection-cases.ts';

const wish = (amount: number): InjectionWish => ({
  kind: 'shift-mean',
  params: { column: 'temp', amount },
  course: 'gradual',
  overRows: 40,
});
const add = (amount: number, fromRow: number | null = null) => ({
  type: 'add' as const,
  wish: wish(amount),
  fromRow,
  toRow: null,
});

describe('amended', () => {
  it('adds at once or later, never in the past', () => {
    expect(amended([], add(1), 200)).toEqual([{ ...wish(1), id: 'c1', fromRow: 200, toRow: null }]);
    expect(amended([], add(1, 150), 200)[0]?.fromRow).toBe(200);
    expect(amended([], add(1, 240), 200)).toEqual([
      { ...wish(1), id: 'c1', fromRow: 240, toRow: null, decidedAt: 200 },
    ]);
    expect(() => amended([], { ...add(1, 240), toRow: 240 }, 200)).toThrow('end before it begins');
  });

  it('moves what has not begun in place, and lets what has begun go on as another', () => {
    const script = amended(amended([], add(1), 200), add(3), 200);
    const still = amended(script, { type: 'move', id: 'c1', wish: wish(2) }, 200);
    expect(still.map(({ id, params }) => [id, params['amount']])).toEqual([
      ['c1', 2],
      ['c2', 3],
    ]);
    expect(amended(still, { type: 'move', id: 'c1', wish: wish(4) }, 260)).toEqual([
      { ...wish(2), id: 'c1', fromRow: 200, toRow: 260, endedByHand: true },
      { ...wish(4), id: 'c3', fromRow: 260, toRow: null, since: 200 },
      { ...wish(3), id: 'c2', fromRow: 200, toRow: null },
    ]);
    expect(amended(still, { type: 'move', id: 'c1', wish: wish(2) }, 260)).toEqual(still);
  });

  it('begins afresh where the course is another', () => {
    const script = amended([], add(1), 200);
    const [, next] = amended(
      script,
      { type: 'move', id: 'c1', wish: { ...wish(1), course: 'sudden', overRows: 0 } },
      260,
    );
    expect(next?.since).toBeUndefined();
  });

  it('ends what has begun and drops what has not', () => {
    const script = amended(amended([], add(1), 200), add(1, 300), 200);
    expect(amended(script, { type: 'end', id: 'c1' }, 250)[0]).toMatchObject({
      toRow: 250,
      endedByHand: true,
    });
    expect(amended(script, { type: 'end', id: 'c2' }, 250).map(({ id }) => id)).toEqual(['c1']);
    expect(amended(script, { type: 'remove', id: 'c2' }, 300).map(({ id }) => id)).toEqual(['c1']);
    expect(() => amended(script, { type: 'remove', id: 'c1' }, 250)).toThrow('has begun');
    const over = amended(script, { type: 'end', id: 'c1' }, 250);
    expect(() => amended(over, { type: 'end', id: 'c1' }, 260)).toThrow('over already');
    expect(() => amended(over, { type: 'move', id: 'c9', wish: wish(1) }, 260)).toThrow('no change "c9"');
  });

  it('never changes a row that has passed, whatever is done to whatever change', () => {
    const known = questions[1]!;
    const wishes = injectionKinds.all.flatMap((kind): InjectionWish[] => {
      const params = suggested(kind, mixed, known, known.features);
      return params ? kind.courses.map((course) => ({ kind: kind.id, params, course, overRows: 30 })) : [];
    });
    expect(new Set(wishes.map(({ kind }) => kind)).size).toBe(injectionKinds.all.length);
    const act = fc.record({
      type: fc.constantFrom('add', 'move', 'end', 'remove', 'replace'),
      wish: fc.constantFrom(...wishes),
      which: fc.nat({ max: 20 }),
      step: fc.integer({ min: 0, max: 60 }),
      ahead: fc.integer({ min: 0, max: 40 }),
      length: fc.option(fc.integer({ min: 1, max: 80 })),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), fc.nat(), (acts, seed) => {
        let script: Injection[] = [];
        let nextRow = historyRows;
        for (const { type, wish, which, step, ahead, length } of acts) {
          nextRow = Math.min(rows, nextRow + step);
          const fromRow = nextRow + ahead;
          const toRow = length === null ? null : fromRow + length;
          const one = script[which % Math.max(1, script.length)];
          const before = injected(mixed, script, known, seed);
          const until = scriptUntil(script, nextRow);
          if (type === 'add') script = amended(script, { type, wish, fromRow, toRow }, nextRow);
          else if (type === 'replace')
            script = replacedFrom(script, [{ ...wish, id: 'x', fromRow: historyRows, toRow }], nextRow);
          else if (one && !(hasBegun(one, nextRow) && (hasEnded(one, nextRow) || type === 'remove')))
            script = amended(
              script,
              type === 'move'
                ? { type, id: one.id, wish }
                : { type: type === 'end' ? 'end' : 'remove', id: one.id },
              nextRow,
            );
          expect(scriptProblem(script, mixed, known)).toBeNull();
          expectSameRows(injected(mixed, script, known, seed), before, 0, nextRow);
          // What a fork at this moment would go on from has the same past.
          expectSameRows(injected(mixed, until, known, seed), before, 0, nextRow);
          expectSameRows(injected(mixed, scriptUntil(script, nextRow), known, seed), before, 0, nextRow);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('replacedFrom', () => {
  it('ends what runs, drops what was to come, and takes up a course under way', () => {
    const old = [
      change('shift-mean', {}, { id: 'c1' }),
      change('shift-mean', {}, { id: 'c2', fromRow: 300 }),
    ];
    const other = [
      change('stretch', {}, { id: 'c1', fromRow: 130, course: 'incremental', overRows: 300 }),
      change('stretch', {}, { id: 'c2', fromRow: 150, toRow: 180 }),
      change('stretch', {}, { id: 'c3', fromRow: 320 }),
    ];
    expect(
      replacedFrom(old, other, 250).map(({ id, kind, fromRow, toRow, since, decidedAt }) => ({
        id,
        kind,
        fromRow,
        toRow,
        since,
        decidedAt,
      })),
    ).toEqual([
      { id: 'c1', kind: 'shift-mean', fromRow: 200, toRow: 250, since: undefined, decidedAt: undefined },
      { id: 'c2', kind: 'stretch', fromRow: 250, toRow: null, since: 130, decidedAt: undefined },
      { id: 'c3', kind: 'stretch', fromRow: 320, toRow: null, since: undefined, decidedAt: 250 },
    ]);
  });
});

describe('scriptUntil', () => {
  it('knows what had been decided by then, and nothing of an end by hand that came later', () => {
    const planned = change('stretch', {}, { id: 'c1', fromRow: 300, toRow: 350, decidedAt: 200 });
    const ended = change('stretch', {}, { id: 'c2', fromRow: 200, toRow: 320, endedByHand: true });
    const later = change('stretch', {}, { id: 'c3', fromRow: 260 });
    expect(scriptUntil([planned, ended, later], 250)).toEqual([
      planned,
      change('stretch', {}, { id: 'c2', fromRow: 200 }),
    ]);
    expect(scriptUntil([planned, ended, later], 400)).toEqual([planned, ended, later]);
    expect(scriptUntil([planned, ended, later], 150)).toEqual([]);
  });
});
