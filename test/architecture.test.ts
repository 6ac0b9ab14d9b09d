// The layers of the design hold in src, and the checker that says so notices each kind of violation.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { architectureProblems, cycles } from './architecture/rules.ts';

const root = resolve(import.meta.dirname, '..');

function filesUnder(...folders: string[]): Map<string, string> {
  return new Map(
    folders
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
          join(folder, path),
        ),
      )
      .filter((path) => /\.(ts|svelte|mjs|js|css)$/.test(path) && !path.startsWith(join('test', '.cache')))
      .map((path) => [path.split(sep).join('/'), readFileSync(join(root, path), 'utf8')]),
  );
}

describe('the source', () => {
  const files = filesUnder('src', 'test');

  it('is there', () => {
    expect([...files.keys()]).toContain('src/core/define.ts');
  });

  it('keeps every rule', () => {
    expect(architectureProblems(files)).toEqual([]);
  });

  const checkout = existsSync(join(root, '.git'));
  it.skipIf(!checkout)('has no other top-level entries than the ones agreed', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
    const allowed = [
      ...['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'index.html', 'README.md'],
      ...['LICENSE', '.gitignore', '.ci', 'src', 'public', 'test'],
    ];
    const found = new Set(tracked.map((path) => path.split('/')[0]));
    expect([...found].filter((entry) => !allowed.includes(entry ?? ''))).toEqual([]);
  });
});

const clean = {
  'src/main.ts': "import App from './App.svelte';\nimport { mount } from 'svelte';\nmount(App, {});\n",
  'src/App.svelte':
    '<script lang="ts">\n  import Home from \'./pages/Home.svelte\';\n</script>\n\n<!-- {@html} is never used -->\n<Home />\n',
  'src/pages/Home.svelte':
    '<script lang="ts">\n  import { one } from \'../core/one.ts\';\n</script>\n{one}\n',
  'src/core/one.ts':
    "import type { Tensor } from '@tensorflow/tfjs-core';\nexport const one = 1; // not Math.random()\nexport type T = Tensor;\nexport const later = (window: number) => window + new Date(0).getTime();\nexport const web = globalThis.crypto;\n",
  'src/core/metrics/index.ts':
    "export const all = import.meta.glob(['./*.ts', '!./index.ts'], { eager: true });\n",
  'src/core/metrics/accuracy.ts': "import { one } from '../one.ts';\nexport default one;\n",
  'src/engine/worker.ts':
    "import '@tensorflow/tfjs-core';\nimport { one } from '../core/one.ts';\nself.x = one;\n",
  'src/bench/report.ts': "import type { Gate } from './gate.ts';\nexport type G = Gate;\n",
  'src/bench/gate.ts': 'export type Gate = number;\n',
  'src/pages/bench.ts': "import type { G } from '../bench/report.ts';\nexport type R = G;\n",
  'src/storage/database.ts': "import { openDB } from 'idb';\nexport { openDB };\n",
  'src/state/runs.svelte.ts': "import { openDB } from '../storage/database.ts';\nexport { openDB };\n",
  'src/ui/Button.svelte':
    "<script>\n  import './tokens.css';\n  import '@lucide/svelte/icons/x';\n</script>\n",
  'src/ui/tokens.css': ':root {}\n',
};

const problemsWith = (changed: Record<string, string>): string[] =>
  architectureProblems(new Map(Object.entries({ ...clean, ...changed })));

describe('the checker', () => {
  it('finds nothing in a clean tree', () => {
    expect(problemsWith({})).toEqual([]);
  });

  const script = (code: string, markup = ''): string => `<script lang="ts">\n${code}\n</script>\n${markup}\n`;
  const engineFromCore = 'src/core/bad.ts:1 imports src/engine/worker.ts: core may not import engine';
  const seeded: [name: string, path: string, text: string, problem: string][] = [
    ['an import', 'src/core/bad.ts', "import '../engine/worker.ts';", engineFromCore],
    ['a type import', 'src/core/bad.ts', "import type { X } from '../engine/worker.ts';", engineFromCore],
    ['a re-export', 'src/core/bad.ts', "export * from '../engine/worker.ts';", engineFromCore],
    ['a dynamic import', 'src/core/bad.ts', "void import('../engine/worker.ts');", engineFromCore],
    ['an import type', 'src/core/bad.ts', "type X = import('../engine/worker.ts').X;", engineFromCore],
    ['a URL', 'src/core/bad.ts', "new URL('../engine/worker.ts', import.meta.url);", engineFromCore],
    ['a glob', 'src/core/bad.ts', "import.meta.glob('../engine/*.ts');", engineFromCore],
    ['a glob from the root', 'src/core/bad.ts', "import.meta.glob(['/src/engine/**/*.ts']);", engineFromCore],
    [
      'an import in a component',
      'src/ui/Bad.svelte',
      script("  import { openDB } from '../storage/database.ts';"),
      'src/ui/Bad.svelte:2 imports src/storage/database.ts: ui may not import storage',
    ],
    [
      'an import in markup',
      'src/ui/Bad.svelte',
      script('', "{#await import('../pages/Home.svelte')}{/await}"),
      'src/ui/Bad.svelte:4 imports src/pages/Home.svelte: ui may not import pages',
    ],
    [
      'a sibling',
      'src/engine/bad.ts',
      "import { openDB } from '../storage/database.ts';",
      'src/engine/bad.ts:1 imports src/storage/database.ts: engine may not import storage',
    ],
    [
      'a value from where only types are allowed',
      'src/lessons/bad.ts',
      "import { openDB } from '../state/runs.svelte.ts';",
      'src/lessons/bad.ts:1 imports src/state/runs.svelte.ts: lessons may not import state',
    ],
    [
      'a package',
      'src/charts/bad.ts',
      "import papa from 'papaparse';",
      'src/charts/bad.ts:1 imports the package papaparse, which charts may not',
    ],
    [
      'a scoped package with a path',
      'src/ui/bad.ts',
      "import url from '@tensorflow/tfjs-backend-wasm/dist/x.wasm?url';",
      'src/ui/bad.ts:1 imports the package @tensorflow/tfjs-backend-wasm, which ui may not',
    ],
    [
      'a value of a package of which only types are allowed',
      'src/core/bad.ts',
      "import { tensor } from '@tensorflow/tfjs-core';",
      'src/core/bad.ts:1 imports the package @tensorflow/tfjs-core, which core may not',
    ],
    [
      'a node module',
      'src/exchange/bad.ts',
      "import 'node:fs';",
      'src/exchange/bad.ts:1 imports the package node:fs, which exchange may not',
    ],
    [
      'a way out of src',
      'src/core/bad.ts',
      "import '../../test/find-browser.mjs';",
      'src/core/bad.ts:1 reaches outside src: test/find-browser.mjs',
    ],
    [
      'a way past the doors of a layer',
      'src/pages/bad.ts',
      "import type { Gate } from '../bench/gate.ts';",
      'src/pages/bad.ts:1 imports src/bench/gate.ts, which is no door of bench',
    ],
    ['a file in no layer', 'src/helpers/bad.ts', 'export {};', 'src/helpers/bad.ts is in no layer'],
    [
      'a file that does not exist',
      'src/core/bad.ts',
      "import './gone.ts';",
      'src/core/bad.ts:1 refers to src/core/gone.ts, which does not exist',
    ],
    [
      'a long file',
      'src/core/bad.ts',
      'export {};\n'.repeat(301),
      'src/core/bad.ts has 301 lines; split it at 300',
    ],
    [
      'markup from text',
      'src/ui/Bad.svelte',
      script('', '{@html text}'),
      'src/ui/Bad.svelte:4 uses {@html}; text must never become markup',
    ],
    [
      'an effect in state',
      'src/state/bad.svelte.ts',
      'export const f = () => $effect(() => {});',
      'src/state/bad.svelte.ts:1 uses $effect; state saves in its verbs',
    ],
    [
      'a cast to any',
      'test/bad.ts',
      'export const x = 1 as any;',
      'test/bad.ts:1 uses `as any`; give the value its type instead',
    ],
    [
      'a double cast',
      'src/ui/bad.ts',
      'export const x = (1 as unknown) as string;',
      'src/ui/bad.ts:1 uses `as unknown as`; give the value its type instead',
    ],
    [
      'a cast in markup',
      'src/ui/Bad.svelte',
      script('', '<p>same as any other</p>{x as any}'),
      'src/ui/Bad.svelte:4 uses `as any` in its markup',
    ],
    ...['@ts-' + 'ignore', '@ts-' + 'expect-error', 'eslint-' + 'disable'].map(
      (word): [string, string, string, string] => [
        `a silenced checker (${word})`,
        'src/ui/bad.ts',
        `\n// ${word}`,
        `src/ui/bad.ts:2 silences a checker (${word})`,
      ],
    ),
    ...[
      ['Math.random()', 'Math.random'],
      ['Date.now()', 'Date.now'],
      ['new Date()', 'new Date()'],
      ['performance.now()', 'performance'],
      ["fetch('x')", 'fetch'],
      ['document.title', 'document'],
      ['window.name', 'window'],
      ['globalThis.origin', 'globalThis'],
      ['f({ fetch })', 'fetch'],
    ].map(([code = '', name = '']): [string, string, string, string] => [
      `${code} in core`,
      'src/core/bad.ts',
      `export const x = ${code};`,
      `src/core/bad.ts:1 uses ${name}; core is pure, take it as an argument`,
    ]),
  ];
  it.each(seeded)('notices %s', (_name, path, text, problem) => {
    expect(problemsWith({ [path]: text })).toEqual([problem]);
  });

  it('allows types where only types are allowed', () => {
    expect(
      problemsWith({ 'src/lessons/good.ts': "import { type A } from '../state/runs.svelte.ts';" }),
    ).toEqual([]);
  });

  it('notices a cycle, also through types and globs', () => {
    expect(problemsWith({ 'src/core/one.ts': "import type { A } from './metrics/index.ts';" })).toEqual([
      'cycle: src/core/one.ts → src/core/metrics/index.ts → src/core/metrics/accuracy.ts → src/core/one.ts',
    ]);
    expect(
      cycles(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toEqual([]);
  });
});
