// The normal distribution's upper tail, asked for tens of thousands of times where a reference is learnt.

import { chiSquareTail } from '../statistics.ts';

const perUnit = 8;
const most = 14;
const terms = 8;
const density = 1 / Math.sqrt(2 * Math.PI);

/** Taylor's series of R, which is P(Z ≥ z) over exp(−z²/2) and smooth, at every eighth of 0 … 14. */
const series = new Float64Array((most * perUnit + 1) * terms);
for (let place = 0; place <= most * perUnit; place++) {
  const z = place / perUnit;
  // Each derivative from the two before it: R′ = z R − φ, and so R″ = z R′ + R, R‴ = z R″ + 2 R′, …
  let before = (chiSquareTail(z * z, 1) / 2) * Math.exp((z * z) / 2);
  let now = z * before - density;
  series[place * terms] = before;
  let factorial = 1;
  for (let k = 1; k < terms; k++) {
    factorial *= k;
    series[place * terms + k] = now / factorial;
    const next = z * now + k * before;
    before = now;
    now = next;
  }
}

/** Half of erfcx(z / √2) for z ≥ 0. */
function overDensity(z: number): number {
  if (z >= most) {
    const s = 1 / (z * z);
    return (density / z) * (1 - s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s))));
  }
  const place = Math.round(z * perUnit);
  const h = z - place / perUnit;
  const from = place * terms;
  let sum = series[from + terms - 1]!;
  for (let k = terms - 2; k >= 0; k--) sum = sum * h + series[from + k]!;
  return sum;
}

/** P(Z ≥ z) of a standard normal Z, to nine digits however far out, in a tenth of the time of statistics.ts. */
export function normalTail(z: number): number {
  const away = Math.abs(z);
  const tail = overDensity(away) * Math.exp((-away * away) / 2);
  return z < 0 ? 1 - tail : tail;
}
