// WGSL of a matrix product that many workgroups share: each makes a tile of 32 × 32 of the result from strips of both
// factors that it brings into workgroup memory. Every sum has one owner and a fixed order.

/** Rows and columns of a tile; also how many rows of the result a workgroup along x and y stands for. */
export const tileSize = 32;
/** Invocations of a workgroup. */
export const tileInvocations = 64;
/** Along one dimension of a dispatch, on every device. */
export const mostWorkgroups = 65_535;
const strip = 16;
const across = tileSize / 4;

/** The workgroup memory that `stagedText` needs, once for a module. */
export const stagedMemory = /* wgsl */ `
var<workgroup> leftStrip: array<f32, ${strip * (tileSize + 1)}>;
var<workgroup> rightStrip: array<f32, ${strip * (tileSize + 1)}>;`;

export interface StagedProduct {
  /** WGSL, the same for the whole workgroup. */
  readonly rows: string;
  readonly columns: string;
  readonly inner: string;
  /** WGSL of element [row, k] and [k, column], asked for only where they are. */
  readonly left: (row: string, k: string) => string;
  readonly right: (k: string, column: string) => string;
  /** Whether neighbours in memory differ in k, not in row (or column). */
  readonly leftAlongInner: boolean;
  readonly rightAlongInner: boolean;
  /** What happens to the sum of [row, column], all three WGSL expressions. */
  readonly each: (row: string, column: string, sum: string) => string;
}

const four = [0, 1, 2, 3];

/** Brings one strip of one factor in. Its places beyond the factor hold zeros. */
function bring(name: string, along: boolean, first: string, count: string, inner: string, value: string) {
  const [place, k] = along ? [`e / ${strip}u`, `e % ${strip}u`] : [`e % ${tileSize}u`, `e / ${tileSize}u`];
  return /* wgsl */ `
    for (var e = local; e < ${strip * tileSize}u; e += ${tileInvocations}u) {
      let at = ${first} + ${place};
      let k = k0 + ${k};
      var value = 0.0;
      if (at < ${count} && k < ${inner}) { value = ${value}; }
      ${name}[(${k}) * ${tileSize + 1}u + ${place}] = value;
    }`;
}

/** The statements, for invocation `local` of the workgroup at tile `tile.x`, `tile.y` (columns, rows). */
export function stagedText(product: StagedProduct): string {
  const { rows, columns, inner, left, right, leftAlongInner, rightAlongInner, each } = product;
  const sums = four.flatMap((r) => four.map((c) => `s${r}${c}`));
  return /* wgsl */ `
  let firstRow = tile.y * ${tileSize}u;
  let firstColumn = tile.x * ${tileSize}u;
  let x = local % ${across}u;
  let y = local / ${across}u;
  ${sums.map((sum) => `var ${sum} = 0.0;`).join(' ')}
  for (var k0 = 0u; k0 < ${inner}; k0 += ${strip}u) {
    ${bring('leftStrip', leftAlongInner, 'firstRow', rows, inner, left('at', 'k'))}
    ${bring('rightStrip', rightAlongInner, 'firstColumn', columns, inner, right('k', 'at'))}
    workgroupBarrier();
    for (var k = 0u; k < ${strip}u; k++) {
      ${four.map((r) => `let l${r} = leftStrip[k * ${tileSize + 1}u + y + ${r * across}u];`).join(' ')}
      ${four.map((c) => `let m${c} = rightStrip[k * ${tileSize + 1}u + x + ${c * across}u];`).join(' ')}
      ${four.map((r) => four.map((c) => `s${r}${c} += l${r} * m${c};`).join(' ')).join('\n      ')}
    }
    workgroupBarrier();
  }
  var sums = array<f32, 16>(${sums.join(', ')});
  for (var e = 0u; e < 16u; e++) {
    let row = firstRow + y + (e / 4u) * ${across}u;
    let column = firstColumn + x + (e % 4u) * ${across}u;
    if (row < ${rows} && column < ${columns}) { ${each('row', 'column', 'sums[e]')} }
  }`;
}

/**
 * The statements for every tile that falls to workgroup `group`: one, where there are no more tiles than workgroups may be.
 * @param x how many tiles there are, along x and y.
 * @param most workgroups that a dispatch has along either.
 * @param body WGSL for the tile `tile`.
 */
export function overTiles(x: number, y: number, most: number, body: string): string {
  if (x <= most && y <= most) return `let tile = group;\n  ${body}`;
  return /* wgsl */ `
  for (var tileY = group.y; tileY < ${y}u; tileY += ${most}u) {
    for (var tileX = group.x; tileX < ${x}u; tileX += ${most}u) {
      let tile = vec3u(tileX, tileY, group.z);
      ${body}
      // Workgroup memory is used again.
      workgroupBarrier();
    }
  }`;
}
