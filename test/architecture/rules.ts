// The checker behind architecture.test.ts: a pure function over a map of files, so that it can be tested itself.

import { posix } from 'node:path';
import { parse, type Files, type Reference } from './parse.ts';

interface Layer {
  /** Folders of `src` it may import from, besides itself. */
  readonly layers: readonly string[];
  /** Folders of which it may import types only. */
  readonly typesOf?: readonly string[];
  readonly packages: readonly string[];
  /** Packages of which it may import types only. */
  readonly packageTypes?: readonly string[];
  /** The only files through which other layers come in; any when left out. */
  readonly doors?: readonly string[];
}

const everyLayer = [
  'core',
  'charts',
  'worker',
  'engine',
  'data',
  'bench',
  'storage',
  'exchange',
  'state',
  'ui',
  'lessons',
  'pages',
];
const room: Layer = {
  layers: ['core', 'charts', 'ui', 'state', 'lessons', 'bench'],
  typesOf: ['data', 'exchange'],
  packages: ['svelte', '@lucide/svelte'],
};

const layers: Record<string, Layer> = {
  core: { layers: [], packages: ['valibot'], packageTypes: ['@tensorflow/*'] },
  charts: { layers: ['core'], packages: [] },
  worker: { layers: ['core'], packages: [] },
  engine: { layers: ['core', 'worker'], packages: ['@tensorflow/*'] },
  // Tables that are read, looked at and changed off the page's thread; the page asks its desk.
  data: { layers: ['core', 'worker', 'exchange'], packages: [] },
  // Peers to measure against are imported here and nowhere else; the page sees lists and reports, never an engine.
  bench: {
    layers: ['core', 'worker', 'engine'],
    packages: ['@tensorflow/*', '@jax-js/jax'],
    doors: ['src/bench/bench.ts', 'src/bench/report.ts', 'src/bench/workloads.ts'],
  },
  storage: { layers: ['core'], packages: ['idb', 'valibot'] },
  exchange: {
    layers: ['core'],
    packages: ['valibot', 'fflate', 'hyparquet', 'hyparquet-compressors'],
  },
  state: { layers: ['core', 'engine', 'data', 'storage', 'exchange'], packages: ['svelte'] },
  ui: {
    layers: ['core', 'charts'],
    packages: ['svelte', 'bits-ui', '@lucide/svelte', 'plotly.js-cartesian-dist-min'],
  },
  lessons: { layers: ['core'], typesOf: ['state'], packages: [] },
  pages: room,
  'App.svelte': { ...room, layers: [...room.layers, 'pages'] },
  'main.ts': { layers: [...everyLayer, 'App.svelte'], packages: ['*'] },
};

const longestFileLines = 300;

/** Run by Node before anything is built; no part of the page. They lie beside what they build. */
const buildTools: readonly string[] = ['src/engine/wasm/compile.mjs'];

/** Path from the repository root of a file that is referred to; null for a package. */
function resolvePath(from: string, target: string): string | null {
  if (target.startsWith('/')) return target.slice(1);
  if (target.startsWith('.')) return posix.join(posix.dirname(from), target);
  return null;
}

const packageOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');

const covers = (allowed: readonly string[], name: string): boolean =>
  allowed.some((entry) => (entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : entry === name));

function forbidden(from: string, layerName: string, reference: Reference): string | null {
  const layer = layers[layerName];
  if (!layer) return null;
  const at = `${from}:${reference.line}`;
  const path = resolvePath(from, reference.target);
  if (path === null) {
    const name = packageOf(reference.target);
    const allowed = reference.typeOnly ? [...layer.packages, ...(layer.packageTypes ?? [])] : layer.packages;
    return covers(allowed, name) ? null : `${at} imports the package ${name}, which ${layerName} may not`;
  }
  const [top, other] = path.split('/');
  if (top !== 'src' || other === undefined) return `${at} reaches outside src: ${path}`;
  if (other === layerName) return null;
  const allowed = reference.typeOnly ? [...layer.layers, ...(layer.typesOf ?? [])] : layer.layers;
  if (!allowed.includes(other)) return `${at} imports ${path}: ${layerName} may not import ${other}`;
  const doors = layers[other]?.doors;
  return !doors || doors.includes(path) ? null : `${at} imports ${path}, which is no door of ${other}`;
}

/** The cycles of a graph, each once, as the path round it. */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const state = new Map<string, 'open' | 'closed'>();
  const path: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    if (state.get(node) === 'closed') return;
    if (state.get(node) === 'open') {
      found.push([...path.slice(path.indexOf(node)), node]);
      return;
    }
    state.set(node, 'open');
    path.push(node);
    for (const next of graph.get(node) ?? []) if (next !== node) visit(next);
    path.pop();
    state.set(node, 'closed');
  };
  for (const node of graph.keys()) visit(node);
  return found;
}

/** Everything in `files` that breaks a rule of DESIGN's layers, one line each; empty when all is well. */
export function architectureProblems(files: Files): string[] {
  const problems: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [path, text] of files) {
    if (!/\.(ts|svelte|mjs|js)$/.test(path)) continue;
    const parsed = parse(path, text, files);
    problems.push(...parsed.problems);
    if (!path.startsWith('src/')) continue;
    const layerName = path.split('/')[1] ?? '';
    if (!(layerName in layers)) problems.push(`${path} is in no layer`);
    const lines = text.replace(/\n$/, '').split('\n').length;
    if (lines > longestFileLines)
      problems.push(`${path} has ${lines} lines; split it at ${longestFileLines}`);
    if (buildTools.includes(path)) continue;
    const targets = new Set<string>();
    for (const reference of parsed.references) {
      const problem = forbidden(path, layerName, reference);
      if (problem) problems.push(problem);
      const target = resolvePath(path, reference.target);
      if (target !== null && files.has(target)) targets.add(target);
      else if (target !== null && /\.(ts|svelte)$/.test(target))
        problems.push(`${path}:${reference.line} refers to ${target}, which does not exist`);
    }
    graph.set(path, [...targets]);
  }
  for (const cycle of cycles(graph)) problems.push(`cycle: ${cycle.join(' → ')}`);
  return problems;
}
