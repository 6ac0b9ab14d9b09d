// Columns that grow while a file is read, in blocks: no copying on the way, and at the end never more than one column
// twice in memory.

const blockLength = 1 << 16;

export class Float64Store {
  readonly #blocks: Float64Array[] = [];
  #block = new Float64Array(0);
  #used = 0;
  length = 0;

  push(value: number): void {
    if (this.#used === this.#block.length) {
      this.#block = new Float64Array(blockLength);
      this.#blocks.push(this.#block);
      this.#used = 0;
    }
    this.#block[this.#used++] = value;
    this.length++;
  }

  /** Its content as one array; the store is empty afterwards. */
  take(): Float64Array {
    const all = new Float64Array(this.length);
    this.#blocks.forEach((block, i) => {
      all.set(block.subarray(0, Math.min(blockLength, this.length - i * blockLength)), i * blockLength);
    });
    this.#blocks.length = 0;
    this.#block = new Float64Array(0);
    this.#used = this.length = 0;
    return all;
  }
}

export class Int32Store {
  readonly #blocks: Int32Array[] = [];
  #block = new Int32Array(0);
  #used = 0;
  length = 0;

  push(value: number): void {
    if (this.#used === this.#block.length) {
      this.#block = new Int32Array(blockLength);
      this.#blocks.push(this.#block);
      this.#used = 0;
    }
    this.#block[this.#used++] = value;
    this.length++;
  }

  /** Its content as one array; the store is empty afterwards. */
  take(): Int32Array {
    const all = new Int32Array(this.length);
    this.#blocks.forEach((block, i) => {
      all.set(block.subarray(0, Math.min(blockLength, this.length - i * blockLength)), i * blockLength);
    });
    this.#blocks.length = 0;
    this.#block = new Int32Array(0);
    this.#used = this.length = 0;
    return all;
  }
}
