import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam } from '../edit-columns.ts';
import { refusal, rowsText, sameRows } from '../edit-rows.ts';
import { fieldOf } from '../schema.ts';

export default defineEdit({
  id: 'drop-column',
  label: 'Drop a column',
  about: 'Leaves out a column. To keep it and not learn from it, give it the role "ignore" instead.',
  group: 'columns',
  picks: 'no',
  needsOther: false,
  params: { column: columnParam('Column', 'The column that is left out.') },
  apply(input) {
    const { table, schema, params } = input;
    const { name } = chosenColumn(table, params['column']);
    if (table.columns.length === 1) throw refusal(`"${name}" is the only column.`);
    if (schema.image && fieldOf(schema, name).kind === 'image')
      throw refusal(`"${name}" is a pixel of the pictures, which would have a hole.`);
    return {
      table: { rows: table.rows, columns: table.columns.filter((column) => column.name !== name) },
      from: sameRows(table.rows),
      schema: { ...schema, fields: schema.fields.filter((field) => field.name !== name) },
      summary: `dropped column ${name} of ${rowsText(table.rows)}`,
    };
  },
});
