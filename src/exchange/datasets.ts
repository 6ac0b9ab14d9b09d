// The ready-made data sets, fetched from beside the page when they are needed.

import { digestBytes } from '../core/digest.ts';
import type { Dataset } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import type { Table } from '../core/table.ts';
import { decodeTable } from './compact.ts';

export interface FetchDatasetOptions {
  /** Where the page lives, ending in "/". */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
}

/**
 * The rows of a data set that comes from a file: `${baseUrl}data/${file}`, checked against its SHA-256.
 * @throws AppError 'bad-file' when the file cannot be had or is not the one that the page was built with.
 * @throws RangeError when the data set is a generator.
 */
export async function fetchDataset(dataset: Dataset, options: FetchDatasetOptions): Promise<Table> {
  const { content } = dataset;
  if (content.from !== 'file') throw new RangeError(`"${dataset.id}" is generated, not fetched.`);
  const fetchFile = options.fetch ?? globalThis.fetch.bind(globalThis);
  const failed = (what: string, toDo: string, cause?: unknown): AppError =>
    new AppError(
      'bad-file',
      `The data "${dataset.label}" could not be loaded: ${what} Your own work is untouched. ${toDo}`,
      {
        cause,
      },
    );

  let bytes: Uint8Array;
  try {
    const response = await fetchFile(`${options.baseUrl}data/${content.file}`);
    if (!response.ok)
      throw failed(
        `the server has no such file (${response.status}).`,
        'Reload the page; if that does not help, the folder "data" is missing where the page is hosted.',
      );
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw failed('the server cannot be reached.', 'Check the connection and try again.', error);
  }
  if (looksLikeHtml(bytes))
    throw failed(
      'the server sent a web page in its place.',
      'Log in to the network if it asks for that, then reload the page.',
    );
  if ((await digestBytes(bytes)) === content.sha256) return decodeTable(bytes);
  throw failed(
    'the file is damaged or of another version than the page.',
    'Reload the page without its cache (Shift and Reload).',
  );
}

function looksLikeHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
  return start.startsWith('<!doctype') || start.startsWith('<html');
}
