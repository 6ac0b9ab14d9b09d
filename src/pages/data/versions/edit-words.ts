// Which rows a change would concern, in a sentence.

import { versionsText as text } from '../../text/data-versions.ts';
import { needsRows } from './needed-choices.ts';
import type { EditForm } from './edit-form.svelte.ts';

type Asked = Pick<
  EditForm,
  'kind' | 'values' | 'takesRows' | 'takesCondition' | 'picked' | 'condition' | 'hits'
>;

/** @param rows of the version. */
export function aboutRows(form: Asked, rows: number): string {
  const { about } = text;
  if (!form.takesRows) return about.whole(rows);
  if (form.picked.size > 0) return about.picked(form.picked.size);
  if (form.kind.picks === 'must') return about.mustPick;
  if (!form.takesCondition) return about.pickOnly;
  const condition = form.condition.trim();
  if (condition === '') return needsRows(form.kind, form.values) ? about.mustPick : about.every(rows);
  if (form.hits === 0) return about.none(condition);
  return form.hits === null ? about.finding : about.where(form.hits, condition);
}
