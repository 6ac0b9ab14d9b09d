// How the runs of a project are looked at, as it is kept beside the projects.

import { describe, expect, it } from 'vitest';
import { readNotebook, usualNotebook, writeNotebook } from '../../src/storage/notebook-memory.ts';
import { Place } from './records.ts';

const memory = {
  columns: ['status', 'metric:best:val_loss', 'tag:__proto__'],
  sort: { column: 'param:learning_rate', descending: true },
  groupBy: 'tag:sweep',
  archived: true,
  deleted: true,
};

describe('the memory of the notebook', () => {
  it('comes back for its project only', () => {
    const place = new Place();
    writeNotebook(place, 'p1', memory);
    expect(readNotebook(place, 'p1')).toEqual(memory);
    expect(readNotebook(place, 'p2')).toBeNull();
    writeNotebook(place, 'p1', { ...memory, columns: null, groupBy: null });
    expect(readNotebook(place, 'p1')).toEqual({ ...memory, columns: null, groupBy: null });
  });

  it.each(['no JSON', 'null', '"text"'])('what cannot be read is nothing: %s', (text) => {
    const place = new Place();
    place.setItem('model-loop notebook p1', text);
    expect(readNotebook(place, 'p1')).toBeNull();
  });

  it.each([
    [{ columns: 'all' }, { columns: null }],
    [{ columns: [1] }, { columns: null }],
    [{ columns: Array.from({ length: 201 }, () => 'status') }, { columns: null }],
    [{ sort: { column: 'epochs' } }, { sort: usualNotebook.sort }],
    [{ groupBy: 7 }, { groupBy: null }],
    [{ archived: 'yes' }, { archived: false }],
    [{ deleted: undefined }, { deleted: false }],
  ])('one choice that cannot be read leaves the others: %j', (damage, read) => {
    const place = new Place();
    place.setItem('model-loop notebook p1', JSON.stringify({ ...memory, ...damage }));
    expect(readNotebook(place, 'p1')).toEqual({ ...memory, ...read });
  });

  it('does without a place, and with one that refuses', () => {
    const full = {
      getItem: () => {
        throw new Error('closed');
      },
      setItem: () => {
        throw new Error('full');
      },
    };
    for (const place of [null, full]) {
      writeNotebook(place, 'p1', memory);
      expect(readNotebook(place, 'p1')).toBeNull();
    }
  });
});
