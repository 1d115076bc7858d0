interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers single requests into batches, and works on one batch at a time, on large ones first. `sizeFor` says how many items
 * the batch of an item may hold: all of them ones for which it says the same. `work` answers its items in their order.
 * Returns what adds an item, and resolves with its answer.
 */
export function inBatches<Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  sizeFor: (item: Item) => number,
): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let isWorking = false;
  const workOn = async (batch: readonly Waiting<Item, Answer>[]): Promise<void> => {
    try {
      const answers = await work(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  const takeBatch = (): Waiting<Item, Answer>[] => {
    const size = Math.max(...waiting.map(({ item }) => sizeFor(item)));
    const batch = waiting.filter(({ item }) => sizeFor(item) === size).slice(0, size);
    waiting = waiting.filter((each) => !batch.includes(each));
    return batch;
  };
  const run = async (): Promise<void> => {
    isWorking = true;
    while (waiting.length > 0) {
      // Items that are added at the same time share a batch.
      await new Promise((resolve) => setImmediate(resolve));
      await workOn(takeBatch());
    }
    isWorking = false;
  };
  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    waiting.push({ item, resolve, reject });
    if (!isWorking) void run();
    return promise;
  };
}
