import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { compileIfOld } from './src/engine/wasm/compile.mjs';
import { launchOptions } from './test/find-browser.mjs';

/**
 * The policy of ../src/README.md, "Security". Plotly fills an empty <style> (the hash) and sets style attributes; the
 * wasm backend compiles WebAssembly. A meta policy does not bind workers, so it is sent as a header as well.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default svelte-trusted-html',
].join('; ');

const headers = {
  'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** The built page carries the policy itself, so that it holds on a static host without headers. */
const policyInPage: Plugin = {
  name: 'policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
      injectTo: 'head-prepend',
    },
  ],
};

/** The trainer's binaries are not committed: whatever starts Vite makes them from their sources, once. */
const freshWasm: Plugin = {
  name: 'fresh-wasm',
  config: () => compileIfOld(),
};

export default defineConfig({
  base: './',
  plugins: [freshWasm, svelte({ configFile: false }), policyInPage],
  worker: { format: 'es' },
  // The development server does not look into workers; a package found late would reload the page in the midst of a test.
  optimizeDeps: {
    include: [
      '@jax-js/jax',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgpu',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      '@tensorflow/tfjs-layers',
      'bits-ui',
      'fflate',
      'hyparquet',
      'hyparquet-compressors',
      'hyparquet/src/column.js',
      'idb',
      'papaparse',
      'plotly.js-cartesian-dist-min',
      'valibot',
    ],
    // Thousands of icons in files of their own, of which each room imports a few.
    exclude: ['@lucide/svelte'],
  },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  preview: { port: 4173, headers },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          // Whole streams are simulated; a busy machine takes its time.
          testTimeout: 30_000,
          setupFiles: ['test/setup/fast-check.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/core/**', 'test/**/*.svelte.test.ts', 'test/**/*.browser.test.ts', 'test/e2e/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'core',
          environment: 'node',
          testTimeout: 30_000,
          setupFiles: ['test/setup/fast-check.ts'],
          include: ['test/core/**/*.test.ts'],
          // Pure functions keep nothing that another file could trip over, and to load them anew for each of 500 files took longer
          // than all their tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/**/*.svelte.test.ts', 'test/**/*.browser.test.ts'],
          exclude: ['test/e2e/**'],
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          // A page and its server start in a second; on a busy machine in many.
          hookTimeout: 120_000,
          // Each file has a browser and a server of its own.
          maxWorkers: 2,
        },
      },
    ],
  },
});
