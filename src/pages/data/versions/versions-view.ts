// Data versions arranged for the screen.

import type { DatasetVersion } from '../../../core/records.ts';
import { count } from '../../../ui/format.ts';
import { versionsText as text } from '../../text/data-versions.ts';

/** Which version is what. */
export interface Roles {
  readonly looked: string | null;
  readonly training: string | null;
  /** The one the stream runs on. */
  readonly stream: string | null;
  /** Rows of that one whose answers are known. */
  readonly knownRows: number;
}

/** Of the version that the stream runs on only rows whose answers are known are shown and changed. */
export const rowsOfVersion = (version: DatasetVersion, { stream, knownRows }: Roles): number =>
  version.id === stream ? Math.min(knownRows, version.rows) : version.rows;

export function marksOf({ id }: DatasetVersion, { looked, training, stream }: Roles): string[] {
  return [
    ...(id === looked ? [text.looked] : []),
    ...(id === training ? [text.trains] : []),
    ...(id === stream ? [text.stream] : []),
  ];
}

const numberOf = (versions: readonly DatasetVersion[], id: string | null): number | null =>
  versions.find((version) => version.id === id)?.number ?? null;

export function versionRows(versions: readonly DatasetVersion[], roles: Roles) {
  const { columns } = text;
  return {
    columns: [
      { key: 'version', label: columns.version },
      { key: 'parent', label: columns.parent },
      { key: 'rows', label: columns.rows, align: 'end' as const },
      { key: 'marks', label: columns.marks },
      { key: 'operation', label: columns.operation, align: 'wrap' as const },
    ],
    rows: versions.map((version) => {
      const parent = numberOf(versions, version.parentId);
      return {
        version: text.name(version.number),
        parent: parent === null ? text.source : text.name(parent),
        operation: version.operation,
        rows: count(rowsOfVersion(version, roles)),
        marks: marksOf(version, roles).join(', '),
      };
    }),
  };
}
