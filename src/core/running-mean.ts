// The mean of numbers as they come, in the steps of West (1979): the way in which River takes it, to the bit.

export class RunningMean {
  n = 0;
  mean = 0;

  add(x: number): void {
    this.n++;
    this.mean += (1 / this.n) * (x - this.mean);
  }

  clear(): void {
    this.n = 0;
    this.mean = 0;
  }

  copy({ n, mean }: RunningMean): void {
    this.n = n;
    this.mean = mean;
  }
}
