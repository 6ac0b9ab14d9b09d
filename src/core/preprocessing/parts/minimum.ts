/**
 * Where a function of one number is least between two bounds: Brent's method (golden section and parabolas), as
 * Forsythe, Malcolm & Moler's fmin and scipy.optimize.fminbound.
 * @param tolerance of the place.
 */
export function minimumBetween(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance: number,
  mostSteps = 500,
): number {
  const golden = 0.5 * (3 - Math.sqrt(5));
  let [a, b] = [low, high];
  let best = a + golden * (b - a);
  let [second, third] = [best, best];
  let fBest = f(best);
  let [fSecond, fThird] = [fBest, fBest];
  let step = 0;
  let before = 0;
  for (let i = 0; i < mostSteps; i++) {
    const middle = 0.5 * (a + b);
    const near = Math.sqrt(Number.EPSILON) * Math.abs(best) + tolerance / 3;
    if (Math.abs(best - middle) <= 2 * near - 0.5 * (b - a)) break;
    let parabolic = false;
    if (Math.abs(before) > near) {
      let r = (best - second) * (fBest - fThird);
      let q = (best - third) * (fBest - fSecond);
      let p = (best - third) * q - (best - second) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
      r = before;
      before = step;
      if (Math.abs(p) < Math.abs(0.5 * q * r) && p > q * (a - best) && p < q * (b - best)) {
        parabolic = true;
        step = p / q;
        const x = best + step;
        if (x - a < 2 * near || b - x < 2 * near) step = best < middle ? near : -near;
      }
    }
    if (!parabolic) {
      before = best >= middle ? a - best : b - best;
      step = golden * before;
    }
    const x = best + (Math.abs(step) >= near ? step : step >= 0 ? near : -near);
    const fx = f(x);
    if (fx <= fBest) {
      if (x >= best) a = best;
      else b = best;
      [third, second, best] = [second, best, x];
      [fThird, fSecond, fBest] = [fSecond, fBest, fx];
    } else {
      if (x < best) a = x;
      else b = x;
      if (fx <= fSecond || second === best) {
        [third, second] = [second, x];
        [fThird, fSecond] = [fSecond, fx];
      } else if (fx <= fThird || third === best || third === second) {
        third = x;
        fThird = fx;
      }
    }
  }
  return best;
}
