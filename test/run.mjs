// @ts-check
// Runs every check, each timed, goes on after a failure, and ends with one line `N passed, N failed`.
// `node test/run.mjs lint node` runs only the steps named. Tests count one by one, every other step counts as one.

import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { ensureBrowser } from './find-browser.mjs';

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ type: string, filename: string, start: { line: number }, message: string }} Complaint of svelte-check */
/**
 * @typedef {object} Report of vitest
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {{ name: string, status: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[]} testResults one per file
 */

const root = resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'model-loop-'));

/**
 * The file that a package's command of the same name runs.
 * @param {string} name
 */
function scriptOf(name) {
  const folder = join(root, 'node_modules', name);
  const { bin } = /** @type {{ bin: string | Record<string, string> }} */ (
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  );
  const script = typeof bin === 'string' ? bin : bin[name];
  if (!script) throw new Error(`The package ${name} has no command ${name}.`);
  return join(folder, script);
}

/**
 * Starts a tool of this project with the node that runs this file, so that it works without a shell on any system.
 * @param {string} name of the package, which is also the name of its command
 * @param {string[]} words
 * @param {'show' | 'read'} output
 */
function tool(name, words, output = 'show') {
  return spawnSync(process.execPath, [scriptOf(name), ...words], {
    cwd: root,
    stdio: output === 'show' ? 'inherit' : ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}

/**
 * Begins a tool beside the steps that follow. What it says comes when it is asked for its end.
 * @param {string} name
 * @param {string[]} words
 * @returns {() => Promise<Count>}
 */
function begin(name, words) {
  const said = join(scratch, `${name}.txt`);
  const into = openSync(said, 'w');
  const child = spawn(process.execPath, [scriptOf(name), ...words], {
    cwd: root,
    stdio: ['ignore', into, into],
  });
  const ended = new Promise((done) => {
    child.on('close', done);
    child.on('error', done);
  });
  return async () => {
    const status = await ended;
    closeSync(into);
    process.stdout.write(readFileSync(said, 'utf8'));
    return one(status === 0);
  };
}

/**
 * @param {boolean} good
 * @returns {Count}
 */
const one = (good) => (good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/**
 * @param {string} name
 * @param {string[]} words
 * @returns {Count}
 */
const check = (name, words) => one(tool(name, words).status === 0);

/**
 * svelte-check can pass because it looked at nothing. So a component with a type error is put beside the real ones:
 * that error must be reported, every component must have been looked at, and there must be nothing else.
 * @returns {Count}
 */
function types() {
  const canary = join('src', 'Canary.svelte');
  writeFileSync(
    join(root, canary),
    '<script lang="ts">\n  const wrong: number = "text";\n</script>\n\n{wrong}\n',
  );
  /** @type {string} */
  let output;
  try {
    output = String(
      tool('svelte-check', ['--tsconfig', './tsconfig.json', '--output', 'machine-verbose'], 'read').stdout,
    );
  } finally {
    rmSync(join(root, canary), { force: true });
  }
  const complaints = output.split('\n').flatMap((line) => {
    const json = /^\d+ (\{.*\})$/.exec(line)?.[1];
    return json ? [/** @type {Complaint} */ (JSON.parse(json))] : [];
  });
  const real = complaints.filter((complaint) => resolve(root, complaint.filename) !== join(root, canary));
  for (const { type, filename, start, message } of real)
    console.log(`${type} ${filename}:${start.line + 1}  ${message}`);

  const files = Number(/COMPLETED (\d+) FILES/.exec(output)?.[1] ?? 0);
  const components = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.svelte'),
  ).length;
  const sawCanary = complaints.length > real.length;
  if (!sawCanary) console.log(`The seeded type error was not reported:\n${output.slice(-2000)}`);
  console.log(`${files} files checked, ${real.length} complaints.`);
  return one(sawCanary && real.length === 0 && files > components);
}

/** What failed, said once more at the end: of a long log often only that is kept. */
const failures = /** @type {string[]} */ ([]);

/**
 * @param {string} project
 * @returns {Count}
 */
function tests(project) {
  const report = join(scratch, `${project}.json`);
  const words = ['run', '--project', project, '--reporter=default', '--reporter=json'];
  const { status } = tool('vitest', [...words, `--outputFile.json=${report}`]);
  if (!existsSync(report)) return one(false);
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = /** @type {Report} */ (
    JSON.parse(readFileSync(report, 'utf8'))
  );
  let broken = 0;
  for (const { name, status, assertionResults } of testResults) {
    const own = assertionResults.filter((result) => result.status === 'failed');
    for (const { fullName, failureMessages } of own)
      failures.push(`${relative(root, name)}: ${fullName}\n    ${failureMessages[0]?.split('\n')[0] ?? ''}`);
    // A file that could not be loaded has no failed test of its own.
    if (status === 'failed' && own.length === 0) {
      broken++;
      failures.push(`${relative(root, name)}: could not be run`);
    }
  }
  if (numPendingTests > 0) console.log(`${numPendingTests} skipped.`);
  const failed = numFailedTests + broken;
  // Such as an error that no test caught, or no test at all.
  const unexplained = status !== 0 && failed === 0 ? 1 : 0;
  return { passed: numPassedTests, failed: failed + unexplained };
}

/** @type {Record<string, () => Count | Promise<Count>>} */
const steps = {
  setup: () => {
    console.log(ensureBrowser());
    return one(true);
  },
  // Data and fixtures keep the exact bytes they came with.
  format: () => check('prettier', ['--check', '.', '!public/data/**', '!test/fixtures/**']),
  types,
  build: () => check('vite', ['build', '--logLevel', 'warn']),
  lint: () => linted?.() ?? one(false),
  core: () => tests('core'),
  node: () => tests('node'),
  browser: () => tests('browser'),
  e2e: () => tests('e2e'),
  unused: () => check('knip', []),
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`No step ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

const wanted = (/** @type {string} */ name) => named.length === 0 || named.includes(name);
// Takes longer than the steps before it together, and one processor.
const linted = wanted('lint')
  ? begin('eslint', ['-c', 'test/lint/eslint.config.js', '--max-warnings', '0', '.'])
  : null;

/** @type {Count} */
const total = { passed: 0, failed: 0 };
const summary = [];
for (const [name, step] of Object.entries(steps)) {
  if (!wanted(name)) continue;
  console.log(`\n=== ${name}`);
  const start = performance.now();
  /** @type {Count} */
  let count;
  try {
    count = await step();
  } catch (error) {
    console.error(error);
    count = one(false);
  }
  total.passed += count.passed;
  total.failed += count.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  summary.push(
    `${count.failed ? 'FAILED' : 'ok    '} ${name.padEnd(8)} ${seconds.padStart(6)} s  ${count.passed} passed, ${count.failed} failed`,
  );
}
rmSync(scratch, { recursive: true, force: true });

console.log(`\n${summary.join('\n')}`);
if (failures.length > 0) console.log(`\n${failures.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
