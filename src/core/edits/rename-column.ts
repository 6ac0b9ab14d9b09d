import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam } from '../edit-columns.ts';
import { newName } from '../edit-names.ts';
import { sameRows, textParam } from '../edit-rows.ts';

export default defineEdit({
  id: 'rename-column',
  label: 'Rename a column',
  about: 'Gives a column another name. Its cells, its kind and its role stay.',
  group: 'columns',
  picks: 'no',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The column that is renamed.'),
    name: { type: 'text', label: 'New name', help: 'The name that it gets.', maxLength: 200, default: '' },
  },
  apply(input) {
    const { table, schema, params } = input;
    const old = chosenColumn(table, params['column']).name;
    const name = newName(table, textParam(params, 'name'));
    const renamed = <T extends { readonly name: string }>(item: T): T =>
      item.name === old ? { ...item, name } : item;
    return {
      table: { rows: table.rows, columns: table.columns.map(renamed) },
      from: sameRows(table.rows),
      schema: { ...schema, fields: schema.fields.map(renamed) },
      summary: `renamed column ${old} to ${name}`,
    };
  },
});
