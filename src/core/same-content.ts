// Whether two stored values say the same, bit for bit in typed arrays. A field that is undefined counts as absent.

function bytesOf(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}

const isBytes = (value: unknown): value is ArrayBuffer | ArrayBufferView =>
  value instanceof ArrayBuffer || ArrayBuffer.isView(value);

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, field]) => field !== undefined);
}

export function sameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isBytes(a) || isBytes(b)) {
    if (!isBytes(a) || !isBytes(b) || a.constructor !== b.constructor || a.byteLength !== b.byteLength)
      return false;
    const other = bytesOf(b);
    return bytesOf(a).every((byte, i) => byte === other[i]);
  }
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const fields = entriesOf(a);
  const others = new Map(entriesOf(b));
  return (
    fields.length === others.size &&
    fields.every(([name, field]) => others.has(name) && sameContent(field, others.get(name)))
  );
}
