// Runs axe-core on what is on the page and returns what it finds, short enough to read in a failure.

import axe from 'axe-core';

export async function accessibilityProblems(root: Element = document.body): Promise<string[]> {
  const result = await axe.run(root, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // These ask for things of a whole page; parts are shown alone here.
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} (${node.failureSummary ?? ''})`),
  );
}

export function useTheme(name: 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = name;
}
