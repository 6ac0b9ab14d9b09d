// Rows as texts, arranged for a table on the screen. Cells are called by their place, never by a name from the data.

import type { Field } from '../../../core/schema.ts';
import type { RowTexts } from '../../../data/protocol.ts';
import { count } from '../../../ui/format.ts';
import { lookText } from '../../text/data-look.ts';

/** Columns beside each other before a table can't be read any more. */
const mostColumns = 40;
const longestCell = 120;

interface RowsTable {
  readonly columns: { key: string; label: string; align?: 'start' | 'end'; help?: string }[];
  readonly rows: Record<string, string>[];
  /** Columns that are not shown, pixels apart. */
  readonly leftOut: number;
  readonly pixels: number;
}

/** As shownCell says it of a table that is at hand. */
const yesOrNo: Readonly<Record<string, string>> = { '0': 'false', '1': 'true' };

function cellOf(text: string, kind: Field['kind'] | undefined): string {
  if (text === '') return '–';
  if (kind === 'boolean') return yesOrNo[text] ?? text;
  return text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text;
}

/** The columns in question first and marked, then the others as in the table; pixels are left to the pictures. */
export function rowsTable(
  texts: RowTexts,
  fields: readonly Field[],
  concerned: readonly string[],
): RowsTable {
  const fieldAt = new Map(fields.map((field) => [field.name, field]));
  const isPixel = (name: string) => fieldAt.get(name)?.kind === 'image' && !concerned.includes(name);
  const places = texts.columns.map((_, place) => place);
  const nameAt = (place: number) => texts.columns[place] ?? '';
  const first = concerned.flatMap((name) => places.filter((place) => nameAt(place) === name));
  const others = places.filter((place) => !first.includes(place) && !isPixel(nameAt(place)));
  const shown = [...first, ...others].slice(0, mostColumns);
  return {
    columns: [
      { key: 'row', label: lookText.rowNumber, align: 'end', help: lookText.rowNumberHelp },
      ...shown.map((place) => {
        const kind = fieldAt.get(nameAt(place))?.kind;
        const isFirst = first.includes(place);
        return {
          key: `c${place}`,
          label: isFirst ? lookText.concerned(nameAt(place)) : nameAt(place),
          align:
            kind === 'number' || kind === 'integer' || kind === 'image'
              ? ('end' as const)
              : ('start' as const),
          ...(isFirst ? { help: lookText.concernedHelp } : {}),
        };
      }),
    ],
    rows: texts.ids.map((id, i) => {
      const line: Record<string, string> = { row: count(id + 1) };
      for (const place of shown)
        line[`c${place}`] = cellOf(texts.cells[i]?.[place] ?? '', fieldAt.get(nameAt(place))?.kind);
      return line;
    }),
    leftOut: first.length + others.length - shown.length,
    pixels: texts.columns.filter(isPixel).length,
  };
}
