// Which files are pictures, or files of pictures, by their names.

import { isIdxName } from './images-idx.ts';

const pictureName = /\.(png|jpe?g|jfif|gif|webp|bmp)$/i;

/** Whether a file by this name is read as a picture or as a file of pictures. */
export const isPictureName = (path: string): boolean => pictureName.test(path) || isIdxName(path);
