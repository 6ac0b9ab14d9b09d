import { inject as injectInto } from '../../core/injecting/injected.ts';
import { TableDraft } from '../../core/injecting/table-draft.ts';
import { isCategory, type Column } from '../../core/table.ts';
import type { InjectResponse } from '../injection-protocol.ts';
import type { JobName, Jobs } from '../protocol.ts';
import type { Job } from './context.ts';

const copied = (column: Column): Column =>
  isCategory(column)
    ? { ...column, codes: column.codes.slice() }
    : { ...column, values: column.values.slice() };

/** Makes the changes to the source's rows, and tells the page what they are now, so that both see the same. */
export const inject: Job<'inject'> = async ({ digest, script, known, seed }, { tables }) => {
  const { table: source } = tables.source(digest);
  const draft = new TableDraft(source);
  injectInto(draft, source, script, known, seed);
  const { truth } = tables.replace(digest, draft.finish());
  return {
    injected: draft.changed.map((name) => copied(draft.column(name))),
    truth: draft.changed.includes(known.target.column) ? truth.slice() : null,
  };
};

const isInjected = (response: Jobs[JobName]['response']): response is InjectResponse =>
  'injected' in response;

/** The copies go to the page as they are: a hundred megabytes need not be copied twice. */
export function injectedBuffers(response: Jobs[JobName]['response']): ArrayBuffer[] {
  if (!isInjected(response)) return [];
  const cells = response.injected.map((column) => (isCategory(column) ? column.codes : column.values));
  return [...cells, ...(response.truth ? [response.truth] : [])].flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : [],
  );
}
