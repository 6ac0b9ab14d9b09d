// From greys or colours of 0 to 1 to what a canvas takes.

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 red, green and blue in turn. */
  readonly channels: 1 | 3;
}

/**
 * Red, green, blue and opacity per pixel, 0 to 255, of one of several pictures that lie one after another. Values beyond
 * 0 to 1 are cut; a pixel that is missing is transparent.
 */
export function rgbaAt(
  pixels: Float32Array,
  index: number,
  { width, height, channels }: PictureSize,
): Uint8ClampedArray<ArrayBuffer> {
  const size = width * height;
  const from = index * size * channels;
  const rgba = new Uint8ClampedArray(size * 4);
  for (let pixel = 0; pixel < size; pixel++) {
    let missing = false;
    for (let c = 0; c < 3; c++) {
      const value = pixels[from + pixel * channels + (channels === 3 ? c : 0)] ?? NaN;
      missing ||= Number.isNaN(value);
      rgba[pixel * 4 + c] = value * 255;
    }
    rgba[pixel * 4 + 3] = missing ? 0 : 255;
  }
  return rgba;
}
