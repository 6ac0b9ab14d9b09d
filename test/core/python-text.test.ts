import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesIn, pythonFloat, pythonFormat } from '../../src/core/python-text.ts';
import { keras } from '../fixtures/core/keras-callbacks.ts';

const fill = (spec: string, value: number, whole: boolean): string =>
  pythonFormat(spec === '' ? '{x}' : `{x:${spec}}`, new Map([['x', { value, whole }]]));

describe('figures as Python writes them', () => {
  it('are written in every form as format() does', () => {
    for (const [spec, value, text] of keras.format)
      expect(fill(spec, value, false), `${value}:${spec}`).toBe(text);
    for (const [spec, value, text] of keras.format_whole)
      expect(fill(spec, value, true), `${value}:${spec}`).toBe(text);
  });

  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = pythonFloat(value);
        expect(Number(text)).toBe(value);
        expect(text).toMatch(/^-?\d+(?:\.\d+)?(?:e[-+]\d\d+)?$/);
      }),
    );
  });

  it('stand between braces, which are doubled to stay', () => {
    const values = new Map([
      ['epoch', { value: 3, whole: true }],
      ['val_loss', { value: 0.25, whole: false }],
    ]);
    expect(pythonFormat('{{{epoch:02d}}}-{val_loss:.1f}', values)).toBe('{03}-0.2');
    expect(namesIn('{epoch:02d}-{val_loss}-{epoch}-{{x}}')).toEqual(['epoch', 'val_loss', 'epoch']);
  });

  it.each([
    ['{loss}', /no "loss" here; there is epoch/],
    ['{}', /no "" here/],
    ['{epoch', /a single "\{"/],
    ['epoch}', /a single "\}"/],
    ['{epoch:,}', /no form of a number/],
    ['{epoch:.2}', /decimals that are not there/],
    ['{epoch:.70f}', /decimals that are not there/],
    ['{epoch:999}', /too wide/],
  ])('%s is refused', (template, problem) => {
    expect(() => pythonFormat(template, new Map([['epoch', { value: 1, whole: true }]]))).toThrow(problem);
  });

  it('has no whole form for a float', () => {
    expect(() => fill('d', 1.5, false)).toThrow(/whole numbers only/);
  });
});
