// Laws of sums Σ Z² / λ of squared normal variables whose weights 1/λ are known in closed form: the limits of the Cramér–von
// Mises and the Anderson–Darling statistics.

/** Σ Z² / λⱼ, told by how the terms of Smirnov's series look over a variable w that makes them easy to integrate. */
interface SquaresLaw {
  /** Ends of the k-th stretch, from λ of index 2k − 1 to the next, in w. */
  stretch(k: number): readonly [number, number];
  /** λ at w. */
  lambda(w: number): number;
  /** dλ / (λ √|D(λ)|) at w, where D is Π (1 − λ/λⱼ). */
  weight(w: number): number;
}

const nodes = 64;
const cosines = Float64Array.from({ length: nodes }, (_, i) =>
  Math.cos(((2 * i + 1) * Math.PI) / (2 * nodes)),
);

/**
 * P(Σ Z² / λ ≥ x) = 1/π Σₖ (−1)^(k+1) ∫ e^(−xλ/2) / (λ √|D(λ)|) dλ over every other stretch between two λ (Smirnov, Sur la
 * distribution de ω², 1936). The integrand has the root of a pole at either end, so Gauss' and Chebyshev's nodes fit it. The
 * terms fall fast, and small chances are not lost to cancellation: they are of the first term alone.
 */
function tailOf({ stretch, lambda, weight }: SquaresLaw, x: number): number {
  let sum = 0;
  for (let k = 1; k <= 60; k++) {
    const [from, to] = stretch(k);
    const [middle, half] = [(from + to) / 2, (to - from) / 2];
    let term = 0;
    for (const cosine of cosines) {
      const w = middle + half * cosine;
      term += Math.exp((-x * lambda(w)) / 2) * weight(w) * half * Math.sqrt(1 - cosine * cosine);
    }
    sum += k % 2 ? term / nodes : -term / nodes;
    if (term < 1e-17 * sum * nodes) break;
  }
  return Math.min(1, Math.max(0, sum));
}

const mises: SquaresLaw = {
  // λⱼ = (j π)², D = sin √λ / √λ; w = √λ.
  stretch: (k) => [(2 * k - 1) * Math.PI, 2 * k * Math.PI],
  lambda: (w) => w * w,
  weight: (w) => 2 / Math.sqrt(w * Math.abs(Math.sin(w))),
};

/** P(∫ B² ≥ x) of a Brownian bridge B: the limit of the Cramér–von Mises statistic. 1 where it is to sixteen digits. */
export const misesTail = (x: number): number => (x < 0.003 ? 1 : tailOf(mises, x));

const darling: SquaresLaw = {
  // λⱼ = j (j + 1), D = −cos(½π √(1 + 4λ)) / (π λ); w = √(1 + 4λ).
  stretch: (k) => [4 * k - 1, 4 * k + 1],
  lambda: (w) => (w * w - 1) / 4,
  weight: (w) => (w / 2) * Math.sqrt(Math.PI / (((w * w - 1) / 4) * Math.abs(Math.cos((Math.PI / 2) * w)))),
};

/** P(∫ B² / (t (1 − t)) dt ≥ x): the limit of the Anderson–Darling statistic, of mean 1. */
export const darlingTail = (x: number): number => (x < 0.03 ? 1 : tailOf(darling, x));

/** Standard deviation of the latter: √(2 Σ 1 / (j (j + 1))²). */
export const darlingDeviation = Math.sqrt((2 * (Math.PI ** 2 - 9)) / 3);
