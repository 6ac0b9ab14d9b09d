// WGSL of a matrix product in which every invocation owns small blocks of the result: each value that is read serves a
// whole row or column of the block, and sums stay in registers, in a fixed order.

export interface Block {
  readonly rows: number;
  readonly columns: number;
}

export interface Product {
  /** Of the result. */
  readonly rows: number;
  readonly columns: number;
  /** Terms of each sum. */
  readonly inner: number;
  /** Element [row, k] of the left factor is `left.from[left.at + row * left.row + k * left.inner]`. */
  readonly left: { readonly from: string; readonly at: string; readonly row: number; readonly inner: number };
  /** Element [k, column] of the right factor. */
  readonly right: {
    readonly from: string;
    readonly at: string;
    readonly column: number;
    readonly inner: number;
  };
  /** Whether neighbouring invocations take neighbouring rows, not columns. */
  readonly rowsFirst: boolean;
  /** What happens to the sum of [row, column], all three WGSL expressions. */
  readonly each: (row: string, column: string, sum: string) => string;
  /** What happens to the elements of a block again, afterwards, in a loop: short code for costly arithmetic. */
  readonly again?: (row: string, column: string) => string;
  /** A WGSL condition for `again`. */
  readonly againIf?: string;
}

const sizes = [1, 2, 4];

/** Blocks that keep the busiest of some invocations least busy: reads weigh more than multiplications. */
export function bestBlock({ rows, columns, inner }: Product, invocations: number): Block {
  let best: { block: Block; cost: number } | undefined;
  for (const high of sizes)
    for (const wide of sizes) {
      if (high > Math.max(1, rows) || wide > Math.max(1, columns)) continue;
      const blocks = Math.ceil(rows / high) * Math.ceil(columns / wide);
      const each = inner * (high + wide + 0.5 * high * wide + 1) + 4 * high * wide;
      // Fewer invocations at work also count a little: a software adapter runs them one after another.
      const cost = Math.ceil(blocks / invocations) * each + 0.25 * (blocks / invocations) * each;
      if (!best || cost < best.cost) best = { block: { rows: high, columns: wide }, cost };
    }
  return best!.block;
}

const count = (n: number): number[] => Array.from({ length: n }, (_, index) => index);
const times = (factor: number, text: string): string => (factor === 1 ? text : `${text} * ${factor}u`);

/** The statements, for invocation `local` of `invocations`. */
export function productText(product: Product, invocations: number): string {
  const { rows, columns, inner, left, right, rowsFirst, each, again, againIf } = product;
  const block = bestBlock(product, invocations);
  const high = Math.ceil(rows / block.rows);
  const wide = Math.ceil(columns / block.columns);
  const blocks = high * wide;
  const row = (r: number) => `row + ${r * high}u`;
  const column = (c: number) => `column + ${c * wide}u`;
  const guard = (r: number, c: number, text: string): string => {
    const checks = [
      ...((r + 1) * high > rows ? [`${row(r)} < ${rows}u`] : []),
      ...((c + 1) * wide > columns ? [`${column(c)} < ${columns}u`] : []),
    ];
    return checks.length > 0 ? `if (${checks.join(' && ')}) { ${text} }` : `{ ${text} }`;
  };
  const term = [
    ...count(block.rows).map((r) => `let l${r} = ${left.from}[l + ${r * high * left.row}u];`),
    ...count(block.columns).map((c) => `let m${c} = ${right.from}[m + ${c * wide * right.column}u];`),
    ...count(block.rows).flatMap((r) => count(block.columns).map((c) => `s${r}_${c} += l${r} * m${c};`)),
  ];
  const [fast, slow] = rowsFirst ? [high, wide] : [wide, high];
  const [fastName, slowName] = rowsFirst ? ['row', 'column'] : ['column', 'row'];
  const body = /* wgsl */ `
    let ${fastName} = ${slow === 1 ? 'tile' : `tile % ${fast}u`};
    let ${slowName} = ${slow === 1 ? '0u' : `tile / ${fast}u`};
    var l = ${left.at} + ${times(left.row, 'row')};
    var m = ${right.at} + ${times(right.column, 'column')};
    ${count(block.rows)
      .flatMap((r) => count(block.columns).map((c) => `var s${r}_${c} = 0.0;`))
      .join(' ')}
    for (var k = 0u; k < ${inner}u; k++) {
      ${term.join(' ')}
      l += ${left.inner}u;
      m += ${right.inner}u;
    }
    ${count(block.rows)
      .flatMap((r) => count(block.columns).map((c) => guard(r, c, each(row(r), column(c), `s${r}_${c}`))))
      .join('\n    ')}
    ${
      again
        ? `${againIf ? `if (${againIf}) ` : ''}{ for (var e = 0u; e < ${block.rows * block.columns}u; e++) {
      let r = row + (e / ${block.columns}u) * ${high}u;
      let c = column + (e % ${block.columns}u) * ${wide}u;
      if (r < ${rows}u && c < ${columns}u) { ${again('r', 'c')} }
    } }`
        : ''
    }`;
  if (blocks <= invocations) return `if (local < ${blocks}u) { let tile = local; ${body} }`;
  return `for (var tile = local; tile < ${blocks}u; tile += ${invocations}u) { ${body} }`;
}
