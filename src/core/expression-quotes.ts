// Names and values as a formula (expression.ts) reads them back.

const words = new Set(['and', 'or', 'not', 'in', 'true', 'false']);

/** A column's name, in back quotes where it would not be read as one. */
export const formulaName = (name: string): string =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !words.has(name) ? name : `\`${name.replaceAll('`', '``')}\``;

export const formulaText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A moment in ms since 1970 UTC. */
export const formulaTime = (ms: number): string => `date('${new Date(ms).toISOString().slice(0, 23)}')`;
