// One thing, one file: every definition of every registry is complete, named after its file, and has its own test.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaults, problems, type Params } from '../src/core/params.ts';
import { Registry, type Named } from '../src/core/registry.ts';

const root = resolve(import.meta.dirname, '..');

const expected = [
  'charts',
  'core/alerts',
  'core/callbacks',
  'core/concept-drift',
  'core/datasets',
  'core/descriptors',
  'core/drift',
  'core/edits',
  'core/injections',
  'core/metrics',
  'core/model-tests',
  'core/models',
  'core/monitors',
  'core/preprocessing',
  'core/scenarios',
  'core/smoothing',
];

/** Texts that a person reads; a definition that has the field must fill it. */
const texts = ['label', 'about', 'title', 'lesson', 'drift', 'source'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Everything that is wrong with the definitions of one registry folder, one line each. */
function registryProblems(
  folder: string,
  files: ReadonlyMap<string, unknown>,
  hasTest: (path: string) => boolean,
): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  if (files.size === 0) found.push(`${folder} is empty`);
  for (const [file, definition] of files) {
    const name = posix.basename(file, '.ts');
    const at = `${folder}/${name}.ts`;
    if (!isRecord(definition)) {
      found.push(`${at} has no definition as its default export`);
      continue;
    }
    const { id, label, about, title, params } = definition;
    if (id !== name) found.push(`${at} calls itself ${String(id)}`);
    if (seen.has(String(id))) found.push(`${at} repeats the id ${String(id)}`);
    seen.add(String(id));
    if (label === undefined) found.push(`${at} has no label`);
    if (about === undefined && title === undefined) found.push(`${at} has neither about nor title`);
    for (const field of texts) {
      const text = definition[field];
      if (field in definition && typeof text !== 'function' && (typeof text !== 'string' || !text.trim()))
        found.push(`${at} has an empty ${field}`);
    }
    for (const field of ['tasks', 'kinds', 'columns', 'features']) {
      const list = definition[field];
      if (field in definition && !(Array.isArray(list) && list.length > 0))
        found.push(`${at} has an empty ${field}`);
    }
    // A scenario has values of parameters where the other registries have descriptions.
    if (isDescription(params))
      for (const problem of Object.values(problems(params, defaults(params))))
        found.push(`${at} has a default that does not fit: ${problem}`);
    if (!hasTest(`test/${folder}/${name}.test.ts`)) found.push(`${at} has no test/${folder}/${name}.test.ts`);
  }
  return found;
}

const isDescription = (params: unknown): params is Params =>
  isRecord(params) && Object.values(params).every((param) => isRecord(param) && 'default' in param);

/** Folders of src whose index.ts collects the files beside it. */
const folders = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => path.endsWith('/index.ts'))
  .filter((path) => readFileSync(join(root, 'src', path), 'utf8').includes('import.meta.glob'))
  .map((path) => posix.dirname(path))
  .sort();

const modules = import.meta.glob<Record<string, unknown>>('../src/**/index.ts');

async function registryOf(folder: string): Promise<Registry<Named>> {
  const load = modules[`../src/${folder}/index.ts`];
  const exported = load ? Object.values(await load()) : [];
  const found = exported.filter((value) => value instanceof Registry);
  if (found.length !== 1 || !found[0])
    throw new Error(`${folder}/index.ts must export exactly one registry.`);
  return found[0];
}

describe('the registries', () => {
  it('are all there', () => {
    expect(folders).toEqual(expect.arrayContaining(expected));
  });

  it.each(folders)('%s is complete', async (folder) => {
    const { files, all } = await registryOf(folder);
    const onDisk = readdirSync(join(root, 'src', folder)).filter(
      (file) => file.endsWith('.ts') && file !== 'index.ts',
    );
    expect([...files.keys()].map((path) => posix.basename(path)).sort()).toEqual(onDisk.sort());
    expect(all).toHaveLength(onDisk.length);
    expect(registryProblems(folder, files, (path) => existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the checker', () => {
  const good = {
    id: 'good',
    label: 'Good',
    about: 'What it is.',
    tasks: ['binary'],
    params: {
      rate: { type: 'number', label: 'Rate', help: 'How fast.', min: 0, max: 1, default: 0.5 },
    },
  };
  const check = (definition: unknown, file = './good.ts', tested = true): string[] =>
    registryProblems('core/things', new Map([[file, definition]]), () => tested);

  it('finds nothing in a good definition', () => {
    expect(check(good)).toEqual([]);
    expect(check({ ...good, params: { rate: 0.5 } })).toEqual([]);
  });

  it.each<[unknown, string]>([
    [undefined, 'has no definition as its default export'],
    [{ ...good, id: 'other' }, 'calls itself other'],
    [{ ...good, label: undefined }, 'has no label'],
    [{ ...good, label: ' ' }, 'has an empty label'],
    [{ ...good, about: undefined }, 'has neither about nor title'],
    [{ ...good, about: '' }, 'has an empty about'],
    [{ ...good, tasks: [] }, 'has an empty tasks'],
    [
      { ...good, params: { rate: { ...good.params.rate, default: 2 } } },
      'has a default that does not fit: Rate must lie between 0 and 1.',
    ],
  ])('notices %j', (definition, problem) => {
    expect(check(definition)).toContain(`core/things/good.ts ${problem}`);
  });

  it('notices a missing test, a repeated id and an empty folder', () => {
    expect(check(good, './good.ts', false)).toEqual([
      'core/things/good.ts has no test/core/things/good.test.ts',
    ]);
    const twice = new Map([
      ['./good.ts', good],
      ['./better.ts', good],
    ]);
    expect(registryProblems('core/things', twice, () => true)).toContain(
      'core/things/better.ts repeats the id good',
    );
    expect(registryProblems('core/things', new Map(), () => true)).toEqual(['core/things is empty']);
  });
});
