/**
 * Slots of the `limit` highest keys, highest first, equal keys by rising id. Keys are whole, at least 0 and below `bound`;
 * −1 marks a slot that takes no part. One pass counts the keys, one gathers those above the cut: no heap, no full sort.
 */
export function topByKey(
  keys: Int32Array,
  ids: readonly (string | null)[],
  limit: number,
  bound: number,
): readonly number[] {
  const counts = new Int32Array(bound);
  for (const key of keys) if (key >= 0) counts[key] = (counts[key] as number) + 1;
  let cut = bound;
  for (let above = 0; cut > 0 && above < limit;) {
    cut -= 1;
    above += counts[cut] as number;
  }
  const chosen: number[] = [];
  for (let slot = 0; slot < keys.length; slot += 1) {
    const key = keys[slot] as number;
    if (key >= 0 && key >= cut) chosen.push(slot);
  }
  const idOf = (slot: number) => ids[slot] ?? '';
  chosen.sort(
    (a, b) =>
      (keys[b] as number) - (keys[a] as number) || (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0),
  );
  return chosen.slice(0, Math.max(0, limit));
}
