import { describe, expect, it } from 'vitest';
import { beganAt } from '../../../src/core/alerting/since.ts';
import { add, tableOf } from './figures.ts';

const key = 'drift/psi/a';
const chances = (...list: number[]) => tableOf(list.map((pValue) => ({ [key]: { value: 0, pValue } })));

describe('since when', () => {
  it('goes back over all windows beyond chance, and over single ones between', () => {
    expect(beganAt(chances(0.5, 0.001, 0.3, 0.001, 1e-9), key, 4, NaN)?.index).toBe(1);
    expect(beganAt(chances(0.001, 0.5, 0.5, 0.001, 1e-9), key, 4, NaN)?.index).toBe(3);
    expect(beganAt(chances(1e-9, 1e-9), key, 1, NaN)?.index).toBe(0);
  });
  it('goes by the bound where no chance is known', () => {
    const table = tableOf([0.1, 0.3, 0.4].map((value) => ({ [key]: value })));
    expect(beganAt(table, key, 2, 0.2)?.index).toBe(1);
    const worse = tableOf([0.9, 0.7].map((value) => ({ 'performance/accuracy': value })));
    expect(beganAt(worse, 'performance/accuracy', 1, 0.8)?.index).toBe(1);
  });
  it('does not go back into the time of another version, and says when it never was', () => {
    const table = chances(1e-9);
    add(table, 1, { [key]: { value: 0, pValue: 1e-9 } }, { model: 'p/v2' });
    expect(beganAt(table, key, 1, NaN)?.index).toBe(1);
    expect(beganAt(chances(0.5, 0.5), key, 1, NaN)).toBeNull();
    expect(beganAt(chances(0.5), 'drift/psi/other', 0, NaN)).toBeNull();
  });
});
