// @ts-check
// Compiles the AssemblyScript beside it into two binaries: with SIMD, and scalar for browsers without. Run by `npm run wasm`, and by
// Vite before anything needs them.

import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const sources = join(folder, 'assembly');
const output = join(folder, 'build');

/** @type {Record<'simd' | 'scalar', string[]>} */
const variants = { simd: ['--enable', 'simd'], scalar: ['--disable', 'simd'] };

/** @param {string} file */
const modified = (file) => statSync(file).mtimeMs;

/** Whether both binaries are there and younger than every source and this script. */
function isFresh() {
  const binaries = Object.keys(variants).map((variant) => join(output, `${variant}.wasm`));
  if (!binaries.every(existsSync)) return false;
  const inputs = [...readdirSync(sources).map((name) => join(sources, name)), fileURLToPath(import.meta.url)];
  return Math.min(...binaries.map(modified)) > Math.max(...inputs.map(modified));
}

/**
 * @param {'simd' | 'scalar'} variant
 * @throws {Error} with the compiler's words
 */
async function compile(variant) {
  const { default: asc } = await import('assemblyscript/asc');
  const { error, stderr } = await asc.main(
    [
      ...['index.ts', '--baseDir', sources, '--outFile', `${variant}.wasm`],
      ...['--runtime', 'stub', '--importMemory', '-O3', '--noAssert', '--converge', ...variants[variant]],
    ],
    {
      readFile(name) {
        // The two files of lanes say the same words; the sources import whichever is meant.
        const path = join(sources, basename(name) === 'lanes.ts' ? `lanes-${variant}.ts` : name);
        return existsSync(path) ? readFileSync(path, 'utf8') : null;
      },
      writeFile(name, contents) {
        // Others may be reading the old one.
        const part = join(output, `${name}.${process.pid}.part`);
        writeFileSync(part, contents);
        renameSync(part, join(output, name));
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${variant}: ${error.message}\n${stderr.toString()}`);
}

/** Compiles both. @throws {Error} with the compiler's words */
async function compileBoth() {
  mkdirSync(output, { recursive: true });
  await compile('simd');
  await compile('scalar');
}

/** @type {Promise<void> | null} */
let compiling = null;

/** Compiles where a binary is missing or old; at most once for all who ask in this process. */
export function compileIfOld() {
  if (!compiling && isFresh()) return Promise.resolve();
  return (compiling ??= compileBoth());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compileBoth();
