interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers single requests into batches of at most `largest` items, and works on one batch at a time. `work` answers its
 * items in their order. Returns what adds an item to the next batch, and resolves with its answer.
 */
export function inBatches<Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  largest: number,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let isWorking = false;
  const workOn = async (batch: readonly Waiting<Item, Answer>[]): Promise<void> => {
    try {
      const answers = await work(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  const run = async (): Promise<void> => {
    isWorking = true;
    while (waiting.length > 0) {
      // Items that are added at the same time share a batch.
      await new Promise((resolve) => setImmediate(resolve));
      await workOn(waiting.splice(0, largest));
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
