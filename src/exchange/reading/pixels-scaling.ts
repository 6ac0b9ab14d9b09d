// Decoded pictures brought to the size that all of them get. Every new pixel is the mean of the area that it covers, so that thin
// strokes become faint and do not vanish.

export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity per pixel, 0 to 255, not premultiplied. */
  readonly rgba: Uint8ClampedArray;
}

export interface ScaledPicture {
  /** Red, green, blue per pixel, row by row. */
  readonly rgb: Uint8Array;
  /** Whether all pixels are grey, but for what JPEG's rounding adds. */
  readonly grey: boolean;
  /** Whether some of it was transparent, and now lies on white. */
  readonly transparent: boolean;
}

/** Largest difference between the channels of what still counts as grey. */
const greyTolerance = 6;

/** For each new place the first old one it covers, and how much of each old one from there on. */
function coverage(from: number, to: number): { first: Int32Array; shares: Float64Array[] } {
  const first = new Int32Array(to);
  const shares: Float64Array[] = [];
  for (let place = 0; place < to; place++) {
    const start = (place * from) / to;
    const end = ((place + 1) * from) / to;
    first[place] = Math.min(from - 1, Math.floor(start + 1e-9));
    const last = Math.max(first[place]! + 1, Math.ceil(end - 1e-9));
    const share = new Float64Array(last - first[place]!);
    for (let i = 0; i < share.length; i++) {
      const old = first[place]! + i;
      share[i] = (Math.min(end, old + 1) - Math.max(start, old)) / (end - start);
    }
    shares.push(share);
  }
  return { first, shares };
}

/** The picture in another size, stretched where the sides are in another proportion. */
export function scalePicture(picture: DecodedPicture, width: number, height: number): ScaledPicture {
  const { rgba } = picture;
  const across = coverage(picture.width, width);
  const down = coverage(picture.height, height);
  const line = new Float64Array(width * 3);
  const rgb = new Uint8Array(width * height * 3);
  let [grey, transparent] = [true, false];
  for (let y = 0; y < height; y++) {
    line.fill(0);
    const rows = down.shares[y]!;
    for (let i = 0; i < rows.length; i++) {
      const start = (down.first[y]! + i) * picture.width;
      for (let x = 0; x < width; x++) {
        const columns = across.shares[x]!;
        let [red, green, blue] = [0, 0, 0];
        for (let j = 0; j < columns.length; j++) {
          const at = (start + across.first[x]! + j) * 4;
          const opacity = rgba[at + 3]!;
          if (opacity < 255) transparent = true;
          const share = columns[j]! * (opacity / 255);
          const white = 255 * (columns[j]! - share);
          red += share * rgba[at]! + white;
          green += share * rgba[at + 1]! + white;
          blue += share * rgba[at + 2]! + white;
        }
        line[x * 3]! += rows[i]! * red;
        line[x * 3 + 1]! += rows[i]! * green;
        line[x * 3 + 2]! += rows[i]! * blue;
      }
    }
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = [line[x * 3]!, line[x * 3 + 1]!, line[x * 3 + 2]!];
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > greyTolerance) grey = false;
      rgb[(y * width + x) * 3] = Math.round(red);
      rgb[(y * width + x) * 3 + 1] = Math.round(green);
      rgb[(y * width + x) * 3 + 2] = Math.round(blue);
    }
  }
  return { rgb, grey, transparent };
}

/** One number per pixel, by the weights of ITU-R BT.601. */
export function greyOf(rgb: Uint8Array): Uint8Array {
  const grey = new Uint8Array(rgb.length / 3);
  for (let i = 0; i < grey.length; i++)
    grey[i] = Math.round(0.299 * rgb[i * 3]! + 0.587 * rgb[i * 3 + 1]! + 0.114 * rgb[i * 3 + 2]!);
  return grey;
}
