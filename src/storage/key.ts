import { keyPaths } from './schema.ts';
import type { StoreName } from './schema.ts';

/** The key under which a store keeps an item, as IndexedDB would read it from the item. */
export function keyOf(store: StoreName, item: object): unknown {
  const path = keyPaths[store];
  const field = (name: string): unknown => Reflect.get(item, name);
  return typeof path === 'string' ? field(path) : path.map(field);
}
