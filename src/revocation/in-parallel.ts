/** Maximum concurrent requests: those for evidence wait for each other's answers, not for a pace. */
const mostAtOnce = 32;

/** Works on the items, 32 at once at most, and returns what came of them in their order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const take = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, items.length) }, take));
  return results;
}
