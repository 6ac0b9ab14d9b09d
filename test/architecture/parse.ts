// Reads one source file: what it refers to, and what in it breaks a rule by itself.

import { posix } from 'node:path';
import ts from 'typescript';

/** Path from the repository root, such as `src/core/table.ts`, to the text of the file. */
export type Files = ReadonlyMap<string, string>;

export interface Reference {
  /** As written, without a query such as `?url`. For a glob, one reference for each file it finds. */
  readonly target: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

export interface Parsed {
  readonly references: readonly Reference[];
  readonly problems: readonly string[];
}

/** The scripts of a component, with the lines where they stand; a .ts file is one script. */
function scriptsOf(path: string, text: string): string {
  if (!path.endsWith('.svelte')) return text;
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
  let scripts = '';
  let end = 0;
  for (const match of text.matchAll(/(<script[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = match.index + (match[1] ?? '').length;
    scripts += blank(text.slice(end, start)) + match[2];
    end = start + (match[2] ?? '').length;
  }
  return scripts;
}

/** The markup of a component without scripts, styles and comments. */
function markupOf(path: string, text: string): string {
  if (!path.endsWith('.svelte')) return '';
  return text.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, (part) =>
    part.replace(/[^\n]/g, ' '),
  );
}

const withoutQuery = (specifier: string): string => specifier.replace(/[?#].*$/, '');

/** `import.meta.glob` patterns as regular expressions over paths from the repository root. */
function globbed(folder: string, patterns: readonly string[], files: Files): string[] {
  const expression = (pattern: string): RegExp => {
    const full = pattern.startsWith('/') ? pattern.slice(1) : posix.join(folder, pattern);
    const source = full.replace(/[.+^$()|[\]\\]/g, '\\$&').replace(/\*\*\/|\*|\?|\{[^}]*\}/g, (part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      return `(?:${part.slice(1, -1).replaceAll(',', '|')})`;
    });
    return new RegExp(`^${source}$`);
  };
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map(expression);
  const refused = patterns.filter((p) => p.startsWith('!')).map((p) => expression(p.slice(1)));
  return [...files.keys()].filter(
    (path) => wanted.some((e) => e.test(path)) && !refused.some((e) => e.test(path)),
  );
}

const isImportMeta = (node: ts.Node): boolean =>
  ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;

const isAccess = (node: ts.Node, object: string, property: string): boolean =>
  ts.isPropertyAccessExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === object &&
  node.name.text === property;

/** Names that are global unless the file declares them: `window` is also a noun of the domain. */
const impureGlobals = new Set([
  'document',
  'window',
  'self',
  'globalThis',
  'fetch',
  'navigator',
  'localStorage',
  'indexedDB',
  'performance',
  'setTimeout',
  'setInterval',
  'requestAnimationFrame',
]);

/** A name used as a value: not a property, a key, a label or a declaration. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  // Web Crypto's digests are the same everywhere, and core must be able to ask whether they are there.
  if (isAccess(parent, 'globalThis', 'crypto')) return false;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent)) return false;
  if (ts.isTypeElement(parent) || ts.isClassElement(parent))
    return 'initializer' in parent && parent.initializer === node;
  return true;
}

function declaredNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const named =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node) ||
      ts.isNamespaceImport(node);
    if (named && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function impurity(node: ts.Node, declared: ReadonlySet<string>): string | null {
  if (isAccess(node, 'Math', 'random')) return 'Math.random';
  if (isAccess(node, 'Date', 'now')) return 'Date.now';
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date')
    return node.arguments?.length ? null : 'new Date()';
  if (ts.isIdentifier(node) && impureGlobals.has(node.text) && !declared.has(node.text) && isValue(node))
    return node.text;
  return null;
}

function escapeHatch(node: ts.Node): string | null {
  if (!ts.isAsExpression(node)) return null;
  if (node.type.kind === ts.SyntaxKind.AnyKeyword) return 'as any';
  const inner = ts.isParenthesizedExpression(node.expression) ? node.expression.expression : node.expression;
  if (ts.isAsExpression(inner) && inner.type.kind === ts.SyntaxKind.UnknownKeyword) return 'as unknown as';
  return null;
}

/** What one node refers to, with whether only types are meant. */
function targetsOf(node: ts.Node, folder: string, files: Files): { target: string; typeOnly: boolean }[] {
  const text = (expression: ts.Node | undefined): string[] =>
    expression && ts.isStringLiteralLike(expression) ? [expression.text] : [];
  const all = (targets: string[], typeOnly: boolean) => targets.map((target) => ({ target, typeOnly }));

  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    const bindings = clause?.namedBindings;
    const eachIsType =
      !clause?.name &&
      bindings !== undefined &&
      ts.isNamedImports(bindings) &&
      bindings.elements.length > 0 &&
      bindings.elements.every((element) => element.isTypeOnly);
    return all(text(node.moduleSpecifier), clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || eachIsType);
  }
  if (ts.isExportDeclaration(node)) return all(text(node.moduleSpecifier), node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return all(text(node.argument.literal), true);
  if (ts.isNewExpression(node)) {
    const [url, base] = node.arguments ?? [];
    const fromHere =
      base !== undefined &&
      ts.isPropertyAccessExpression(base) &&
      isImportMeta(base.expression) &&
      base.name.text === 'url';
    return fromHere ? all(text(url), false) : [];
  }
  if (!ts.isCallExpression(node)) return [];
  const [first] = node.arguments;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return all(text(first), false);
  if (
    ts.isPropertyAccessExpression(node.expression) &&
    isImportMeta(node.expression.expression) &&
    node.expression.name.text === 'glob'
  ) {
    const patterns = first && ts.isArrayLiteralExpression(first) ? first.elements.flatMap(text) : text(first);
    return all(
      globbed(folder, patterns, files).map((path) => `/${path}`),
      false,
    );
  }
  return [];
}

/** References and problems of one file; `path` says which layer's rules hold in it. */
export function parse(path: string, text: string, files: Files): Parsed {
  const source = ts.createSourceFile(
    path,
    scriptsOf(path, text),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TS,
  );
  const folder = posix.dirname(path);
  const layer = path.split('/')[1] ?? '';
  const inSource = path.startsWith('src/');
  const declared = inSource && layer === 'core' ? declaredNames(source) : null;
  const references: Reference[] = [];
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    for (const { target, typeOnly } of targetsOf(node, folder, files))
      references.push({ target: withoutQuery(target), typeOnly, line });
    const hatch = escapeHatch(node);
    if (hatch) problems.push(`${path}:${line} uses \`${hatch}\`; give the value its type instead`);
    const impure = declared && impurity(node, declared);
    if (impure) problems.push(`${path}:${line} uses ${impure}; core is pure, take it as an argument`);
    if (inSource && layer === 'state' && ts.isIdentifier(node) && node.text === '$effect')
      problems.push(`${path}:${line} uses $effect; state saves in its verbs`);
    ts.forEachChild(node, visit);
  };
  visit(source);

  const lineOf = (whole: string, index: number): number => whole.slice(0, index).split('\n').length;
  const markup = markupOf(path, text);
  for (const match of markup.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g))
    references.push({
      target: withoutQuery(match[1] ?? ''),
      typeOnly: false,
      line: lineOf(markup, match.index),
    });
  for (const match of markup.matchAll(/\{@html\b/g))
    problems.push(`${path}:${lineOf(markup, match.index)} uses {@html}; text must never become markup`);
  for (const match of markup.matchAll(/\{[^{}]*\bas (any|unknown as)\b/g))
    problems.push(`${path}:${lineOf(markup, match.index)} uses \`as ${match[1]}\` in its markup`);
  for (const match of text.matchAll(/@ts-(?:ignore|expect-error|nocheck)|eslint-(?:disable)/g))
    problems.push(`${path}:${lineOf(text, match.index)} silences a checker (${match[0]})`);
  return { references, problems };
}
