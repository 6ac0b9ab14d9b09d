// What must be fetched before the first picture stands: the built page's script with all that it imports at once.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const budgetBytes = 400_000;

/** The file and, by way of `import … from` and `export … from`, all that it cannot start without. */
function withImports(file: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(file)) return found;
  const code = readFileSync(file, 'utf8');
  found.set(file, code);
  for (const [, address] of code.matchAll(/\b(?:import|from)\s*["'](\.[^"']+\.js)["']/g))
    withImports(join(dirname(file), address!), found);
  return found;
}

it('needs no more than 400 KB of script (gzip) before the first picture', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const [, entry] = /<script[^>]+src="([^"]+\.js)"/.exec(html) ?? [];
  expect(entry).toBeDefined();
  const pieces = [...withImports(join(dist, entry!)).values()];
  const bytes = pieces.reduce((sum, code) => sum + gzipSync(code).length, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(budgetBytes);
});
