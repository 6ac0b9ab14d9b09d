// Correctness only; Prettier owns the form, test/architecture.test.ts owns who may import whom.

import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const root = new URL('../..', import.meta.url).pathname;

/** Everything a browser or Node adds to the language, except what both have and what gives the same answer each time. */
const pure = new Set([
  'AbortController',
  'AbortSignal',
  'DOMException',
  'TextDecoder',
  'TextEncoder',
  'structuredClone',
]);
const impure = [...new Set([...Object.keys(globals.browser), ...Object.keys(globals.node)])].filter(
  (name) => !pure.has(name) && !(name in globals.builtin),
);

/** @param {string} selector @param {string} message */
const banned = (selector, message) => ({ selector, message });

const bannedEverywhere = [
  banned('Identifier[name="RTCPeerConnection"]', 'No policy stops its packets from leaving the machine.'),
  banned(
    'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]',
    'Set textContent, or let Svelte render it: text from data must never become markup.',
  ),
  banned(
    'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]',
    'Text from data must never become markup.',
  ),
];

const bannedInCore = [
  banned('MemberExpression[object.name="Math"][property.name="random"]', 'Draw from a seeded Random.'),
  banned('MemberExpression[object.name="Date"][property.name="now"]', 'Take the time as an argument.'),
  banned('NewExpression[callee.name="Date"][arguments.length=0]', 'Take the time as an argument.'),
];

export default tseslint.config(
  {
    ignores: ['dist/', 'coverage/', 'node_modules/', 'test/.cache/', 'public/', 'src/engine/wasm/assembly/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // What was caught may be passed on as it came.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowRethrowing: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      // Definitions are objects with methods that use no `this`; and whether a cast is needed is a matter of taste.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // An interface may promise a promise where one implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A Map that nobody renders from is a plain Map; what is rendered is raw state, replaced as a whole.
      'svelte/prefer-svelte-reactivity': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
      'no-restricted-syntax': ['error', ...bannedEverywhere],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  // Here the linter sees another component, and a test a fixture, as any. svelte-check knows the types of components.
  {
    files: ['**/*.svelte', 'test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  // JSON.parse is any, and a cast in a comment does not count: the small tools in plain JavaScript are let off.
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['src/core/**'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-syntax': ['error', ...bannedEverywhere, ...bannedInCore],
    },
  },
);
