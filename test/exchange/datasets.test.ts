import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import iris from '../../src/core/datasets/iris.ts';
import twoFeatures from '../../src/core/datasets/two-features.ts';
import { fetchDataset } from '../../src/exchange/datasets.ts';

const file = readFileSync(new URL('../../public/data/iris.mlt', import.meta.url));
const serve =
  (respond: (url: string) => Response): typeof fetch =>
  async (url) =>
    respond(url instanceof Request ? url.url : url.toString());
const load = (respond: (url: string) => Response): Promise<unknown> =>
  fetchDataset(iris, { baseUrl: './', fetch: serve(respond) });

describe('fetchDataset', () => {
  it('fetches the file beside the page and gives its rows', async () => {
    const asked: string[] = [];
    const table = await fetchDataset(iris, {
      baseUrl: 'https://example.org/loop/',
      fetch: serve((url) => {
        asked.push(url);
        return new Response(file);
      }),
    });
    expect(asked).toEqual(['https://example.org/loop/data/iris.mlt']);
    expect(table.rows).toBe(150);
    expect(table.columns.map((column) => column.name)).toEqual(iris.columns.map((column) => column.name));
  });

  it.each([
    ['a missing file', () => new Response('no', { status: 404 }), /no such file \(404\)/],
    ['a web page in its place', () => new Response('\n<!DOCTYPE html><html></html>'), /sent a web page/],
    ['another file', () => new Response(file.subarray(0, 600)), /damaged or of another version/],
    [
      'no connection',
      () => {
        throw new TypeError('Failed to fetch');
      },
      /cannot be reached/,
    ],
  ])('says what happened, what is safe and what to do: %s', async (_, respond, message) => {
    const failure = load(respond);
    await expect(failure).rejects.toMatchObject({ name: 'AppError', code: 'bad-file' });
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(/Iris flowers.*untouched/);
  });

  it('says so when the body breaks off', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new TypeError('lost')) });
    await expect(load(() => new Response(body))).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('does not fetch what is generated', async () => {
    await expect(fetchDataset(twoFeatures, { baseUrl: './' })).rejects.toThrow(RangeError);
  });
});
