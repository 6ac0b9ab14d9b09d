import { describe, expect, it } from 'vitest';
import { keras } from '../../fixtures/core/keras-callbacks.ts';
import { call, create, problemOf, TestHost } from './training.ts';

describe('CSVLogger', () => {
  it.each(keras.csv.map((each, i) => [i, each] as const))(
    'case %i: the file of Keras, byte for byte',
    async (_, { args, before, runs, text }) => {
      const host = new TestHost();
      if (before !== null) host.files.set('training.csv', before);
      for (const run of runs) {
        const callback = create('csv-logger', args);
        await call(callback, 'train-begin', 0, new Map(), host);
        for (const [epoch, logs] of run.entries())
          await call(callback, 'epoch-end', epoch, new Map(Object.entries(logs)), host);
        await call(callback, 'train-end', 0, new Map(), host);
      }
      expect(host.files.get('training.csv')).toBe(text);
    },
  );

  it('says which line it wrote', async () => {
    const host = new TestHost();
    await call(create('csv-logger', {}), 'epoch-end', 0, new Map([['loss', 1]]), host);
    expect(host.said).toEqual([{ text: 'line 1 into training.csv', acted: true }]);
  });

  it('wants a name and one character', () => {
    expect(problemOf('csv-logger', { filename: ' ' })).toMatch(/name/);
    expect(problemOf('csv-logger', { separator: '' })).toMatch(/one character/);
    expect(problemOf('csv-logger', { separator: '"' })).toMatch(/one character/);
    expect(problemOf('csv-logger', { separator: '\t' })).toBeNull();
  });
});
