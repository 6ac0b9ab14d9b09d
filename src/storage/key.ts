import { keyPaths } from './schema.ts';
import type { StoreName } from './schema.ts';

/** The key under which a store keeps an item, as IndexedDB would read it from the item. */
export function keyOf(store: StoreName, item: object): unknown {
  const path = keyPaths[store];
  return typeof path === 'string' ? Reflect.get(item, path) : path.map((name) => Reflect.get(item, name));
}
