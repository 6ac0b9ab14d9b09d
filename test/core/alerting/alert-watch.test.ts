import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import debounce from '../../fixtures/alerting/debounce.json';
import {
  AlertWatch,
  type Followed,
  type OpenEpisode,
  type WatchSettings,
} from '../../../src/core/alerting/alert-watch.ts';
import type { AlertRule } from '../../../src/core/alerting/rule.ts';
import { FigureTable } from '../../../src/core/monitoring/figure-table.ts';
import { add, ruleOf, type Figures } from './figures.ts';

const settingsOf = (...rules: AlertRule[]): WatchSettings => ({ rules, levelOf: () => NaN });

/** Plays windows one by one as the page does, with a ledger in memory. */
class Play {
  readonly table = new FigureTable();
  readonly told: string[] = [];
  open: OpenEpisode[] = [];
  #watch: AlertWatch;
  #count = 0;
  #passed = 0;
  readonly #settings: WatchSettings;

  constructor(...rules: AlertRule[]) {
    this.#settings = settingsOf(...rules);
    this.#watch = new AlertWatch(this.table, this.#settings);
  }

  window(index: number, figures: Figures, options: { labelled?: boolean; model?: string } = {}): void {
    add(this.table, index, figures, options);
    this.follow(index);
  }

  follow(at: number): void {
    this.#passed = at + 1;
    const followed = this.#watch.follow(this.open);
    this.#tell(followed, at);
    followed.accept();
  }

  /** As after a reload: all that is left are the figures and the ledger. */
  reload(labelled: number): void {
    this.#watch = new AlertWatch(this.table, this.#settings);
    this.#watch.skip(this.#passed, labelled);
  }

  #tell({ raised, cleared }: Followed, at: number): void {
    for (const { episode, why } of cleared) {
      this.told.push(`${at} clear ${episode.subjects.join('+')} ${why}`);
      this.open = this.open.filter((one) => one !== episode);
    }
    for (const { rule, subjects, window } of raised) {
      this.told.push(`${at} raise ${subjects.join('+')}${window.index === at ? '' : ` of ${window.index}`}`);
      this.open.push({ alertId: `a${++this.#count}`, ruleId: rule.id, subjects });
    }
  }
}

const above = (changes: Partial<AlertRule> = {}) =>
  ruleOf('threshold', { params: { bound: 0.1 }, ...changes });

describe('the alert watch', () => {
  it.each(Object.entries(debounce.raise_after_k_consecutive))(
    'raises after %s windows in a row as the reference does',
    (windows, events) => {
      const play = new Play(above({ windows: Number(windows), clearAfter: debounce.clear_after }));
      debounce.scores.forEach((score, index) => play.window(index, { 'drift/psi/a': score }));
      expect(play.told).toEqual(events.map(([event, index]) => `${String(index)} ${String(event)} a`));
    },
  );

  it('tells an episode once, says when it is over, and begins another', () => {
    const play = new Play(above({ clearAfter: 2 }));
    [0, 1, 1, 0, 1, 0, 0, 0, 1].forEach((value, index) => play.window(index, { 'drift/psi/a': value }));
    expect(play.told).toEqual(['1 raise a', '6 clear a good', '8 raise a']);
  });

  it('puts all that begins at once into one alert, and ends it when all of it is good', () => {
    const play = new Play(above());
    play.window(0, { 'drift/psi/a': 0.2, 'drift/psi/b': 0.9, 'drift/psi/c': 0 });
    play.window(1, { 'drift/psi/a': 0, 'drift/psi/b': 0.9, 'drift/psi/c': 0.3 });
    play.window(2, { 'drift/psi/a': 0.2, 'drift/psi/b': 0, 'drift/psi/c': 0 });
    play.window(3, { 'drift/psi/a': 0, 'drift/psi/b': 0, 'drift/psi/c': 0 });
    expect(play.told).toEqual(['0 raise b+a', '1 raise c', '2 clear c good', '3 clear b+a good']);
  });

  it('hears a new fault of a feature that has another one for long', () => {
    const play = new Play(above());
    play.window(0, { 'quality/unit/a': 0.5, 'quality/constant/a': 0 });
    play.window(1, { 'quality/unit/a': 0.5, 'quality/constant/a': 1 });
    play.window(2, { 'quality/unit/a': 0, 'quality/constant/a': 1 });
    expect(play.told.slice(0, 2)).toEqual(['0 raise a, another unit', '1 raise a, one value only']);
  });

  it('takes several figures of one feature as one matter', () => {
    const play = new Play(above());
    play.window(0, { 'drift/psi/a': 0.2, 'drift/js/a': 0.5 });
    play.window(1, { 'drift/psi/a': 0, 'drift/js/a': 0.5 });
    play.window(2, { 'drift/psi/a': 0, 'drift/js/a': 0 });
    expect(play.told).toEqual(['0 raise a', '2 clear a good']);
  });

  it('lets a window without the figure neither raise nor clear', () => {
    const play = new Play(above({ windows: 2, clearAfter: 2, figures: ['drift/psi/a'] }));
    const values = [1, null, 1, null, 1, 1, 0, null, 0];
    values.forEach((value, index) => play.window(index, value === null ? {} : { 'drift/psi/a': value }));
    expect(play.told).toEqual(['2 raise a', '8 clear a good']);
  });

  it('waits for labels where a figure needs them', () => {
    const play = new Play(ruleOf('threshold', { params: { side: 'below', bound: 0.8 }, windows: 2 }));
    play.window(0, {});
    play.window(1, {});
    play.window(2, {});
    add(play.table, 0, { 'performance/accuracy': 0.7 }, { labelled: true });
    play.follow(3);
    add(play.table, 1, { 'performance/accuracy': 0.6 }, { labelled: true });
    play.follow(4);
    expect(play.told).toEqual(['4 raise performance of 1']);
  });

  it('misses labels that stop coming, but not those that are only late', () => {
    const play = new Play(ruleOf('missing-figure', { figures: ['performance/*'], windows: 2 }));
    play.window(0, { 'performance/accuracy': 0.9 }, { labelled: true });
    play.window(1, {});
    play.window(2, {});
    play.window(3, {});
    expect(play.told).toEqual([]);
    add(play.table, 1, {}, { labelled: true });
    add(play.table, 2, { 'performance/accuracy': { n: 0 } }, { labelled: true });
    play.follow(4);
    expect(play.told).toEqual(['4 raise performance of 2']);
  });

  it('ends everything with a new champion, and lets it cool down', () => {
    const play = new Play(above({ cooldown: 2 }));
    [0, 0, 1].forEach((value, index) => play.window(index, { 'drift/psi/a': value }));
    for (const index of [3, 4, 5]) play.window(index, { 'drift/psi/a': 1 }, { model: 'p/v2' });
    expect(play.told).toEqual(['2 raise a', '3 clear a champion', '5 raise a']);
  });

  it('does not hold labels of an earlier version against this one', () => {
    const play = new Play(ruleOf('threshold', { params: { side: 'below', bound: 0.8 } }));
    play.window(0, {});
    play.window(1, {}, { model: 'p/v2' });
    add(play.table, 0, { 'performance/accuracy': 0.1 }, { labelled: true });
    play.follow(1);
    expect(play.told).toEqual([]);
  });

  it('looks at nothing on too few rows', () => {
    const play = new Play(above({ minimumRows: 30 }));
    play.window(0, { 'drift/psi/a': { value: 1, n: 29 } });
    play.window(1, { 'drift/psi/a': { value: 1, n: 30 } });
    expect(play.told).toEqual(['1 raise a']);
  });

  it('ends the episodes of a rule that is switched off or gone', () => {
    const table = new FigureTable();
    add(table, 0, { 'drift/psi/a': 1 });
    const watch = new AlertWatch(table, settingsOf(above({ on: false })));
    const open = [
      { alertId: 'x', ruleId: 'threshold', subjects: ['a'] },
      { alertId: 'y', ruleId: 'gone', subjects: ['a'] },
    ];
    const { raised, cleared } = watch.follow(open);
    expect(raised).toEqual([]);
    expect(cleared.map(({ episode, why }) => [episode.alertId, why])).toEqual([
      ['x', 'rule'],
      ['y', 'rule'],
    ]);
  });

  it('finds again what could not be written down', () => {
    const table = new FigureTable();
    const watch = new AlertWatch(table, settingsOf(above({ windows: 2 })));
    add(table, 0, { 'drift/psi/a': 1 });
    watch.follow([]).accept();
    add(table, 1, { 'drift/psi/a': 1 });
    expect(watch.follow([]).raised).toHaveLength(1);
    expect(watch.follow([]).raised).toHaveLength(1);
  });

  it('passes over a kind that this page does not know, and settings that do not fit', () => {
    const table = new FigureTable();
    add(table, 0, { 'drift/psi/a': 1 });
    for (const rule of [
      { ...above(), kind: 'new-one' },
      { ...above(), params: {} },
    ])
      expect(new AlertWatch(table, settingsOf(rule)).follow([]).raised).toEqual([]);
  });

  it('goes on after reloads at any window as if there had been none', () => {
    const step = fc.record({
      values: fc.tuple(fc.boolean(), fc.boolean(), fc.option(fc.boolean())),
      champion: fc.integer({ min: 0, max: 12 }).map((n) => n === 0),
      reload: fc.boolean(),
    });
    const shape = fc.record({
      windows: fc.integer({ min: 1, max: 4 }),
      clearAfter: fc.integer({ min: 1, max: 4 }),
      cooldown: fc.integer({ min: 0, max: 3 }),
      delay: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(shape, fc.array(step, { maxLength: 40 }), ({ delay, ...shaped }, steps) => {
        const rules = [above(shaped), above({ ...shaped, id: 'other', figures: ['performance/*'] })];
        const [still, restless] = [new Play(...rules), new Play(...rules)];
        let version = 1;
        const models: string[] = [];
        steps.forEach(({ values: [a, b, late], champion, reload }, index) => {
          if (champion) version++;
          models.push(`p/v${version}`);
          // Whether a reload comes before this window is looked at or after it makes no difference.
          for (const play of [still, restless]) {
            add(
              play.table,
              index,
              { 'drift/psi/a': Number(a), 'quality/missing/b': Number(b) },
              { model: models[index]! },
            );
            const known = index - delay;
            if (known >= 0)
              add(play.table, known, late === null ? {} : { 'performance/accuracy': Number(late) }, {
                labelled: true,
                model: models[known]!,
              });
            if (reload && play === restless) play.reload(Math.max(0, index - delay));
            play.follow(index);
          }
        });
        expect(restless.told).toEqual(still.told);
      }),
    );
  });
});
