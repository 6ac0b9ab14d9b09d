// Serves the built page to the end-to-end tests: as `npm start` does, or as any static host would.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { preview } from 'vite';

const root = resolve(import.meta.dirname, '../..');
export const builtFolder = join(root, 'dist');

export interface Site {
  /** Address of the page, ending in a slash. */
  readonly url: string;
  /** Scheme, host and port. */
  readonly origin: string;
  close(): Promise<void>;
}

function requireBuild(): void {
  if (!existsSync(join(builtFolder, 'index.html')))
    throw new Error('There is no built page to serve. Run `npm run build`, or the whole of `npm test`.');
}

const site = (port: number, path: string, close: () => Promise<void>): Site => {
  const origin = `http://127.0.0.1:${port}`;
  return { url: origin + path, origin, close };
};

/** What `npm start` serves, headers included, on a free port (or the one given, to come back to the same origin). */
export async function servePreview(port = 0): Promise<Site> {
  requireBuild();
  const server = await preview({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    preview: { host: '127.0.0.1', port, strictPort: true, open: false },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The preview server has no port.');
  return site(address.port, '/', () => server.close());
}

/** What any host of files gives: types by file name, and nothing else. */
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** A plain static server without a single extra header, with the page in a subfolder. */
export async function serveStatic(folder = '/some/folder/'): Promise<Site> {
  requireBuild();
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = normalize(
      join(builtFolder, decodeURIComponent(pathname.slice(folder.length)) || 'index.html'),
    );
    const missing = (): void => {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    };
    if (!pathname.startsWith(folder) || !file.startsWith(builtFolder + sep)) return missing();
    readFile(file).then(
      (content) =>
        response
          .writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' })
          .end(content),
      missing,
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return site(port, folder, async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
}
