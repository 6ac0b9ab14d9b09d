import * as tf from '@tensorflow/tfjs-core';

/** Scalars that many steps share: on a graphics card each new one is an upload. */
export class Constants {
  readonly #known = new Map<number, tf.Scalar>();

  /** The same tensor for the same value; it belongs to this object. */
  of(value: number): tf.Scalar {
    let scalar = this.#known.get(value);
    if (!scalar) {
      scalar = tf.keep(tf.scalar(value));
      this.#known.set(value, scalar);
    }
    return scalar;
  }

  dispose(): void {
    tf.dispose([...this.#known.values()]);
    this.#known.clear();
  }
}
