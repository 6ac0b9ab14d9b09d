// Names by which a version is called besides its number. The rules are those of MLflow's model registry; `champion` and
// `challenger` are moved by decisions only.

/** The names that decisions move, and that nobody sets by hand. */
export const decidedAliases = ['champion', 'challenger'] as const;

/** Longest alias, in characters, as in MLflow. */
export const longestAlias = 255;

/**
 * Why a person can't call a version that; null: they can. As in MLflow (utils/validation.py, 3.17): letters and digits of any
 * script, underscores and dashes; at most 255 characters; not "latest" in whatever case, not "v" with a number. A line
 * break at the end, which slips through there, does not here.
 */
export function aliasProblem(alias: string): string | null {
  if (alias === '') return 'An alias needs a name.';
  if (!/^[\p{L}\p{N}_-]+$/u.test(alias))
    return 'An alias may only have letters, digits, underscores and dashes.';
  const length = [...alias].length;
  if (length > longestAlias)
    return `An alias has at most ${longestAlias} characters; this one has ${length}.`;
  if (alias.toLowerCase() === 'latest') return '“latest” always means the newest version and can’t be set.';
  if (/^[vV]\p{Nd}+$/u.test(alias)) return `“${alias}” looks like a version’s number and can’t be set.`;
  const decided = decidedAliases.find((name) => name === alias.toLowerCase());
  return decided ? `“${decided}” is moved only by a decision: promote, keep or roll back.` : null;
}
