// Under `require-trusted-types-for 'script'` a string may not become HTML or a script address unless the policy
// called `default` lets it. It lets through what the libraries in use are known to pass, and nothing else.

interface PolicyRules {
  createHTML(text: string): string | null;
  createScript(text: string): string | null;
  createScriptURL(address: string): string | null;
}
interface PolicyFactory {
  createPolicy(name: string, rules: PolicyRules): unknown;
  readonly defaultPolicy?: unknown;
}
declare global {
  interface Window {
    readonly trustedTypes?: PolicyFactory;
  }
}

/**
 * Plotly empties elements with `innerHTML = ''`; its SVG export has the browser decode character references one by
 * one, `innerHTML = '&nbsp;'`, which can become one character and never an element. Its logo, a constant string, is
 * only parsed by the mode bar, which is off. PNG export draws blob and data images, which are no sinks.
 */
export const allowedHtml = (text: string): string | null =>
  text === '' || /^&#?[a-z0-9]+;$/i.test(text) ? text : null;

/** Our own worker and nothing else may be started. */
export function allowedScriptUrl(address: string, page: string): string | null {
  const base = new URL(page);
  try {
    const target = new URL(address, base);
    return target.protocol.startsWith('http') && target.origin === base.origin ? address : null;
  } catch {
    return null;
  }
}

/** Call once, first thing, in the page and in no other place. Does nothing where the browser has no Trusted Types. */
export function installTrustedTypes(): void {
  const factory = window.trustedTypes;
  if (!factory || factory.defaultPolicy) return;
  factory.createPolicy('default', {
    createHTML: allowedHtml,
    createScript: () => null,
    createScriptURL: (address) => allowedScriptUrl(address, document.baseURI),
  });
}
