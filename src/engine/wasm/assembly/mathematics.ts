// exp and its relatives, in float32 to about 1e-7. Powers of e stay between e⁻⁵⁰ = 2e-22 and e⁵⁰: what is smaller moves no
// weight, but in products it would soon leave float32's normal range, and processors compute there up to a hundred times slower.

import {
  V,
  above,
  add,
  choose,
  div,
  least,
  magnitude,
  most,
  mul,
  negative,
  powerOfTwo,
  splat,
  sub,
  withSign,
} from './lanes';

/** n ln 2 + rest = x, |rest| ≤ ln 2 / 2; what is returned is n + 3 × 2²². */
@inline
function shiftedPower(x: V): V {
  return add(mul(x, splat(1.44269504)), splat(12582912));
}

/** ln 2 in two parts, the first of few bits, so that its products are exact (Cody & Waite 1980). */
@inline
function restOf(x: V, shifted: V): V {
  const n = sub(shifted, splat(12582912));
  return sub(sub(x, mul(n, splat(0.693359375))), mul(n, splat(-0.00021219444)));
}

/** e^r − 1 for |r| ≤ ln 2 / 2 by Maclaurin's series; the first term left out is below 1e-8 of the sum. */
@inline
function seriesLessOne(r: V): V {
  let p = add(splat(0.00138888889), mul(r, splat(0.000198412698)));
  p = add(splat(0.00833333333), mul(r, p));
  p = add(splat(0.0416666667), mul(r, p));
  p = add(splat(0.166666667), mul(r, p));
  p = add(splat(0.5), mul(r, p));
  return add(r, mul(mul(r, r), p));
}

@inline
function inRange(x: V): V {
  return least(most(x, splat(-50)), splat(50));
}

/** eˣ. */
@inline
export function power(x: V): V {
  const cut = inRange(x);
  const shifted = shiftedPower(cut);
  const factor = powerOfTwo(shifted);
  return add(factor, mul(factor, seriesLessOne(restOf(cut, shifted))));
}

/** eˣ − 1, also precise near 0. */
@inline
export function powerLessOne(x: V): V {
  const cut = inRange(x);
  const shifted = shiftedPower(cut);
  const factor = powerOfTwo(shifted);
  return add(sub(factor, splat(1)), mul(factor, seriesLessOne(restOf(cut, shifted))));
}

/** 1 / (1 + e⁻ˣ). */
@inline
export function logistic(x: V): V {
  return div(splat(1), add(splat(1), power(negative(x))));
}

@inline
export function hyperbolicTangent(x: V): V {
  // From 20 on it is 1 in float32.
  const twice = powerLessOne(least(mul(splat(2), magnitude(x)), splat(40)));
  return withSign(div(twice, add(twice, splat(2))), x);
}

/**
 * erfc(x) / e^(−x²) for x ≥ 0: t × a polynomial in t = 1 / (1 + 0.3 x), which meets the function at Chebyshev's nodes of
 * 0 ≤ x ≤ 9; its error is below 4e-8 of the value.
 */
@inline
function scaledComplement(x: V): V {
  const t = div(splat(1), add(splat(1), mul(splat(0.3), x)));
  let p = add(splat(0.488371579), mul(t, splat(-0.130056053)));
  p = add(splat(-0.51858587), mul(t, p));
  p = add(splat(0.555592137), mul(t, p));
  p = add(splat(-0.100606858), mul(t, p));
  p = add(splat(0.217716961), mul(t, p));
  p = add(splat(0.147550049), mul(t, p));
  p = add(splat(0.170838086), mul(t, p));
  p = add(splat(0.169179952), mul(t, p));
  return mul(t, p);
}

/** e^(−z²/2), which GELU and its slope share. */
@inline
export function bell(z: V): V {
  return power(mul(splat(-0.5), mul(z, z)));
}

/** The normal distribution up to z, (1 + erf(z / √2)) / 2. */
@inline
export function normalBelow(z: V, bellOfZ: V): V {
  const tail = mul(splat(0.5), mul(bellOfZ, scaledComplement(mul(magnitude(z), splat(0.707106781)))));
  return choose(above(z, splat(0)), sub(splat(1), tail), tail);
}
