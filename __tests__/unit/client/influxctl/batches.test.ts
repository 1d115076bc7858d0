import { describe, expect, test } from '@jest/globals';
import { inBatches } from '../../../../src/client/influxctl/batches.ts';

/**
 * Batches of at most `largest` items, whose answers are words; a batch with an unlucky item fails. `worked` holds the items
 * of every batch so far, `busiest` says how many were ever worked on at once.
 */
function givenBatches({ largest = 100, unlucky = -1 } = {}) {
  const worked: number[][] = [];
  let [underWay, busiest] = [0, 0];
  const work = async (items: readonly number[]): Promise<string[]> => {
    worked.push([...items]);
    underWay += 1;
    busiest = Math.max(busiest, underWay);
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay -= 1;
    if (items.includes(unlucky)) throw new Error(`bad luck with ${items.join(' ')}`);
    return items.map((item) => `answer ${item}`);
  };
  return { batches: { add: inBatches(work, () => largest) }, worked, busiest: () => busiest };
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe('Requests of the same moment', () => {
  test('share a batch', async () => {
    const { batches, worked } = givenBatches();
    await Promise.all(numbers(1, 32).map((item) => batches.add(item)));
    expect(worked).toEqual([numbers(1, 32)]);
  });

  test('share a batch where some of them come a few promises later', async () => {
    const { batches, worked } = givenBatches();
    const late = async (item: number): Promise<string> => {
      for (let round = 0; round < 20; round += 1) await Promise.resolve();
      return batches.add(item);
    };
    await Promise.all([batches.add(1), late(2), late(3)]);
    expect(worked).toEqual([[1, 2, 3]]);
  });

  test('fill one batch after the other where they are too many for one', async () => {
    const { batches, worked, busiest } = givenBatches({ largest: 4 });
    await Promise.all(numbers(1, 10).map((item) => batches.add(item)));
    expect(worked).toEqual([numbers(1, 4), numbers(5, 8), numbers(9, 10)]);
    expect(busiest()).toBe(1);
  });

  test('get their own answers', async () => {
    const { batches } = givenBatches({ largest: 3 });
    const answers = await Promise.all(numbers(1, 8).map((item) => batches.add(item)));
    expect(answers).toEqual(numbers(1, 8).map((item) => `answer ${item}`));
  });
});

test('Items share a batch with those that may share one with as many, the largest first', async () => {
  const worked: (readonly number[])[] = [];
  const work = async (items: readonly number[]) => {
    worked.push(items);
    return items;
  };
  const add = inBatches(work, (item) => (item % 2 === 0 ? 2 : 3));
  expect(await Promise.all(numbers(1, 8).map(add))).toEqual(numbers(1, 8));
  expect(worked).toEqual([[1, 3, 5], [7], [2, 4], [6, 8]]);
});

describe('A request', () => {
  test('that comes while a batch is under way waits for the next one', async () => {
    const { batches, worked, busiest } = givenBatches();
    const first = batches.add(1);
    while (worked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, batches.add(2), batches.add(3)]);
    expect(worked).toEqual([[1], [2, 3]]);
    expect(busiest()).toBe(1);
  });

  test('that comes when nothing is under way any more starts anew', async () => {
    const { batches, worked } = givenBatches();
    await batches.add(1);
    expect(await batches.add(2)).toBe('answer 2');
    expect(worked).toEqual([[1], [2]]);
  });

  test('that follows at once upon an answer is not forgotten', async () => {
    const { batches, worked } = givenBatches();
    expect(await batches.add(1).then(() => batches.add(2))).toBe('answer 2');
    expect(worked).toEqual([[1], [2]]);
  });
});

test('What a batch throws reaches each of its requests, and none of another batch', async () => {
  const { batches } = givenBatches({ largest: 2, unlucky: 3 });
  const settled = await Promise.allSettled(numbers(1, 6).map((item) => batches.add(item)));
  const words = settled.map((each) => (each.status === 'fulfilled' ? each.value : each.reason.message));
  const failure = 'bad luck with 3 4';
  expect(words).toEqual(['answer 1', 'answer 2', failure, failure, 'answer 5', 'answer 6']);
});

test('What throws before it promises anything reaches the request too', async () => {
  const work = (): never => {
    throw new Error('at once');
  };
  const add = inBatches<number, string>(work, () => 1);
  await expect(Promise.all([add(1)])).rejects.toThrow('at once');
  await expect(add(2)).rejects.toThrow('at once');
});
