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

  it('remembers no more than its columns, however long the file, and begins one anew where it is gone', async () => {
    const host = new TestHost();
    const callback = create('csv-logger', {});
    await call(callback, 'train-begin', 0, new Map(), host);
    for (let epoch = 0; epoch < 50; epoch++)
      await call(callback, 'epoch-end', epoch, new Map([['val_loss', epoch]]), host);
    expect(callback.state()).toEqual({ keys: ['val_loss'] });
    const other = create('csv-logger', {});
    other.restore(structuredClone(callback.state()));
    const kept = host.files.get('training.csv')!;
    await call(other, 'epoch-end', 50, new Map([['val_loss', 1]]), host);
    expect(host.files.get('training.csv')).toBe(`${kept}50,1.0\r\n`);
    host.files.clear();
    await call(other, 'epoch-end', 51, new Map([['val_loss', 2]]), host);
    expect(host.files.get('training.csv')).toBe('epoch,val_loss\r\n51,2.0\r\n');
  });

  it('wants a name and one character', () => {
    expect(problemOf('csv-logger', { filename: ' ' })).toMatch(/name/);
    expect(problemOf('csv-logger', { separator: '' })).toMatch(/one character/);
    expect(problemOf('csv-logger', { separator: '"' })).toMatch(/one character/);
    expect(problemOf('csv-logger', { separator: '\t' })).toBeNull();
  });
});
