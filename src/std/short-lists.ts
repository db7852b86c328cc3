// Short lists that are replaced and never changed. Spreads and filters leave room for what may come; these have the length that they need.

/** The list and some more at its end. */
export function withMore<Item>(list: readonly Item[], items: readonly Item[]): readonly Item[] {
  if (list.length === 0) return items
  const longer = new Array<Item>(list.length + items.length)
  for (let index = 0; index < list.length; index++) longer[index] = list[index] as Item
  for (let index = 0; index < items.length; index++) longer[list.length + index] = items[index] as Item
  return longer
}

/** The list without one of its items, which is in it once; the list itself where it is not. */
export function without<Item>(list: readonly Item[], item: Item): readonly Item[] {
  const at = list.indexOf(item)
  if (at < 0) return list
  const shorter = new Array<Item>(list.length - 1)
  for (let index = 0; index < at; index++) shorter[index] = list[index] as Item
  for (let index = at + 1; index < list.length; index++) shorter[index - 1] = list[index] as Item
  return shorter
}
