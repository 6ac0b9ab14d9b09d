/** Whether every value is a finite number. 0 × ∞ and 0 × NaN are NaN, and stay so in a sum. */
export function allFinite(values: Float32Array | Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += 0 * values[i]!;
  return sum === 0;
}
