// The normal distribution's upper tail, asked for tens of thousands of times where a reference is learnt.

import { chiSquareTail } from '../statistics.ts';

const perUnit = 8;
const most = 14;
const density = 1 / Math.sqrt(2 * Math.PI);

/** P(Z ≥ z) over exp(−z²/2), which is smooth: at every eighth of 0 … 14. */
const smooth = Float64Array.from({ length: most * perUnit + 1 }, (_, i) => {
  const z = i / perUnit;
  return (chiSquareTail(z * z, 1) / 2) * Math.exp((z * z) / 2);
});

/** Half of erfcx(z / √2) for z ≥ 0. */
function overDensity(z: number): number {
  if (z >= most) {
    const s = 1 / (z * z);
    return (density / z) * (1 - s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s))));
  }
  const place = Math.round(z * perUnit);
  const from = place / perUnit;
  const h = z - from;
  // Each derivative from the two before it: R′ = z R − φ, and so R″ = z R′ + R, R‴ = z R″ + 2 R′, …
  let [before, now] = [smooth[place]!, from * smooth[place]! - density];
  let power = h;
  let sum = before + now * h;
  for (let k = 1; k < 7; k++) {
    const next = from * now + k * before;
    before = now;
    now = next;
    power *= h / (k + 1);
    sum += now * power;
  }
  return sum;
}

/** P(Z ≥ z) of a standard normal Z, to nine digits however far out, in a tenth of the time of statistics.ts. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  return overDensity(z) * Math.exp((-z * z) / 2);
}
