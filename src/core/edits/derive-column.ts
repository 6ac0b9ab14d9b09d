import { defineEdit } from '../edit.ts';
import { newName } from '../edit-names.ts';
import { refusal, rowsText, sameRows, textParam } from '../edit-rows.ts';
import { evaluate, parseExpression } from '../expression.ts';
import { longestFormula } from '../expression-tokens.ts';
import type { Field } from '../schema.ts';
import { isMissing } from '../table.ts';

export default defineEdit({
  id: 'derive-column',
  label: 'Derive a column',
  about: 'Adds a column worked out row by row from the others by a formula.',
  group: 'columns',
  picks: 'no',
  needsOther: false,
  params: {
    name: { type: 'text', label: 'Name', help: 'Name of the new column.', maxLength: 200, default: '' },
    formula: {
      type: 'text',
      label: 'Formula',
      help: 'For example temp * 1.8 + 32, hour in [7, 8, 17], if(missing(wind), 0, wind), weekday(date) < 6.',
      maxLength: longestFormula,
      default: '',
    },
  },
  apply(input) {
    const { table, schema, params } = input;
    const name = newName(table, textParam(params, 'name'));
    const formula = textParam(params, 'formula').trim();
    if (formula === '') throw refusal('The formula is empty.');
    const column = evaluate(parseExpression(formula, table.columns), table, name);
    let missing = 0;
    for (let row = 0; row < table.rows; row++) if (isMissing(column, row)) missing++;
    const field: Field = {
      name,
      kind: column.kind,
      role: 'feature',
      optional: missing > 0,
      min: null,
      max: null,
      categories: null,
    };
    return {
      table: { rows: table.rows, columns: [...table.columns, column] },
      from: sameRows(table.rows),
      schema: { ...schema, fields: [...schema.fields, field] },
      summary:
        `derived ${name} = ${formula} for ${rowsText(table.rows)}` +
        (missing > 0 ? `, missing in ${rowsText(missing)}` : ''),
    };
  },
});
