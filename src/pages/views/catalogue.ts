// Which data sets of the catalogue a search finds.

import type { Dataset, Task } from '../../core/define.ts';
import { taskTexts } from '../text/data-choose.ts';
import { catalogueText } from '../text/data-catalogue.ts';
import { scenesOf } from './data.ts';

export interface CatalogueSearch {
  readonly words: string;
  /** Empty: any. */
  readonly task: string;
  readonly size: string;
  readonly withScene: boolean;
}

export const anything: CatalogueSearch = { words: '', task: '', size: '', withScene: false };

const everyTask: readonly Task[] = ['binary', 'multiclass', 'regression'];
export const tasks = [
  { value: '', label: catalogueText.any },
  ...everyTask.map((task) => ({ value: task, label: taskTexts[task].label })),
];

export const sizes = [
  { value: '', label: catalogueText.any },
  { value: 'small', label: catalogueText.sizes.small },
  { value: 'medium', label: catalogueText.sizes.medium },
  { value: 'large', label: catalogueText.sizes.large },
  { value: 'made', label: catalogueText.made },
];

function sizeOf({ rows, content }: Dataset): string {
  if (content.from === 'generator') return 'made';
  return rows < 1000 ? 'small' : rows < 10_000 ? 'medium' : 'large';
}

const plain = (text: string): string => text.toLowerCase();

/** Every word must occur somewhere on the card: name, description, columns, drift, lesson, source. */
export function fits(dataset: Dataset, { words, task, size, withScene }: CatalogueSearch): boolean {
  if (task !== '' && dataset.task !== task) return false;
  if (size !== '' && sizeOf(dataset) !== size) return false;
  if (withScene && scenesOf(dataset).length === 0) return false;
  const { label, about, drift, lesson, source, columns } = dataset;
  const card = plain([label, about, drift, lesson, source, ...columns.map(({ name }) => name)].join(' '));
  return plain(words)
    .split(/\s+/)
    .every((word) => card.includes(word));
}
