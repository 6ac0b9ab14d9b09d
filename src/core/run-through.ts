/** Does work that comes in steps without a stop, and gives what comes of it. */
export function runThrough<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
