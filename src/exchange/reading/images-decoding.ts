// The only part of reading pictures that needs a browser: it decodes them.

import type { DecodedPicture } from './pixels-scaling.ts';

export type Decode = (bytes: Uint8Array<ArrayBuffer>, mime: string) => Promise<DecodedPicture>;

/** Decodes the first frame, in a worker or a page. Rejects when the browser cannot. */
export const decodeInBrowser: Decode = async (bytes, mime) => {
  // Colours as they are written, so that the numbers do not depend on the screen.
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mime }), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('This browser gives no canvas to a worker.');
    context.drawImage(bitmap, 0, 0);
    return { width, height, rgba: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
};
