// The built page opens from what `npm start` serves and from a plain static host, with its policy, from one origin.

import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visit, axe } from './page.ts';
import { builtFolder, servePreview, serveStatic, type Site } from './server.ts';

const builtFiles = (pattern: RegExp): string[] =>
  readdirSync(builtFolder, { recursive: true, encoding: 'utf8' }).filter((path) => pattern.test(path));

const policyParts = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "require-trusted-types-for 'script'",
];

describe('what npm start serves', () => {
  let site: Site;
  beforeAll(async () => {
    site = await servePreview();
  });
  afterAll(() => site.close());

  const wanted: [kind: string, pattern: RegExp, type: string][] = [
    ['the page', /^index\.html$/, 'text/html'],
    ['scripts', /^assets\/index-.*\.js$/, 'text/javascript'],
    ['the worker', /worker.*\.js$/, 'text/javascript'],
    ['styles', /\.css$/, 'text/css'],
    ['WebAssembly', /\.wasm$/, 'application/wasm'],
  ];
  it.each(wanted)('gives %s its type and the security headers', async (_kind, pattern, type) => {
    const files = builtFiles(pattern);
    expect(files).not.toEqual([]);
    for (const file of files) {
      const { status, headers } = await fetch(site.url + file);
      expect(status).toBe(200);
      expect(headers.get('Content-Type')).toMatch(new RegExp(`^${type}(;|$)`));
      for (const part of policyParts) expect(headers.get('Content-Security-Policy')).toContain(part);
      expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    }
  });

  it('allows no eval and no inline script', async () => {
    const policy = (await fetch(site.url)).headers.get('Content-Security-Policy') ?? '';
    expect(policy).not.toContain("'unsafe-eval'");
    expect(policy.split('; ').find((part) => part.startsWith('script-src'))).not.toContain('unsafe-inline');
  });
});

describe.each([
  ['the preview server', servePreview],
  ['a static host without headers, in a subfolder', serveStatic],
])('the page from %s', (_name, serve) => {
  it('opens, and nothing leaves its origin', async () => {
    const site = await serve();
    const visit = await Visit.start(site.origin);
    try {
      await visit.page.goto(site.url);
      await visit.page.locator('#app > *').first().waitFor();
      await visit.page.waitForLoadState('networkidle');
      const policy = visit.page.locator('meta[http-equiv="Content-Security-Policy"]');
      for (const part of policyParts) expect(await policy.getAttribute('content')).toContain(part);
      const assets = visit.requests.filter((url) => url.startsWith(`${site.url}assets/`));
      expect(assets.some((url) => url.endsWith('.js'))).toBe(true);
      expect(assets.some((url) => /worker.*\.js$/.test(url))).toBe(true);
      // What a worker asks for is seen as well.
      await expect
        .poll(() => visit.requests.some((url) => url.endsWith('.wasm')), { timeout: 30_000 })
        .toBe(true);
      visit.assertClean();
    } finally {
      await visit.close();
      await site.close();
    }
  });
});

describe('the visit', () => {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => {
    site = await servePreview();
    visit = await Visit.start(site.origin);
    await visit.page.goto(site.url);
  });
  afterAll(async () => {
    await visit.close();
    await site.close();
  });

  it('notices console errors, uncaught errors, policy violations and requests to elsewhere', async () => {
    await visit.page
      .evaluate(() => {
        console.error('seeded console error');
        setTimeout(() => {
          throw new Error('seeded uncaught error');
        });
        const script = document.createElement('script');
        script.text = 'seeded';
      })
      .catch(() => undefined);
    await visit.page.evaluate(() => fetch('http://localhost:9/elsewhere').catch(() => undefined));
    await visit.page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('img'), { src: 'http://localhost:9/pixel' }));
    });
    await expect.poll(() => visit.pageErrors.join()).toContain('seeded uncaught error');
    await expect
      .poll(() => visit.policyViolations.join('\n'))
      .toContain('connect-src http://localhost:9/elsewhere');
    expect(visit.policyViolations.join('\n')).toContain('require-trusted-types-for');
    expect(visit.consoleErrors.join('\n')).toContain('seeded console error');
    expect(visit.requestsElsewhere()).toEqual(['http://localhost:9/pixel']);
    expect(() => visit.assertClean()).toThrow(
      /seeded console error[\s\S]*seeded uncaught error[\s\S]*request to elsewhere: http:\/\/localhost:9\/pixel/,
    );
  });

  it('keeps a profile from one visit to the next', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'model-loop-profile-'));
    try {
      for (const expected of [null, 'kept']) {
        const kept = await Visit.start(site.origin, { profile });
        await kept.page.goto(`${site.url}icon.svg`);
        expect(await kept.page.evaluate(() => localStorage.getItem('seeded'))).toBe(expected);
        await kept.page.evaluate(() => localStorage.setItem('seeded', 'kept'));
        await kept.close();
      }
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  });

  it('runs axe under the policy', async () => {
    await visit.page.evaluate(() => {
      const field = document.createElement('input');
      field.id = 'seeded';
      document.body.append(field);
    });
    expect((await axe(visit.page, '#seeded')).join('\n')).toMatch(/^label \(critical\)[\s\S]*#seeded/m);
  });
});
