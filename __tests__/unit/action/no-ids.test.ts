import { describe, expect, test } from '@jest/globals';
import { writeProfile } from '../../support/config-file.ts';
import { writeTextFile } from '../../support/files.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { load } from '../../support/loading.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
capturePrinted();

const warning = 'The inputs hold no id: nothing is revoked. An empty list is written [].';

describe('A workflow without ids', () => {
  test.each<[string, string]>([
    ['# none today', ''],
    ['', '\n'],
    ['[]', '# none today'],
  ])('is warned, since that is rarely meant: %j and a file with %j', async (text, inFile) => {
    const file = inFile === '' ? '' : writeTextFile(inFile);
    const loaded = await load({ 'token-ids': text, 'token-ids-file': file });
    expect([loaded.asked.ids, loaded.warnings]).toStrictEqual([[], [warning]]);
  });

  test.each(['[]', ' [\n] '])('is not warned where it says that none are meant: %j', async (text) => {
    expect((await load({ 'token-ids': text })).warnings).toStrictEqual([]);
  });

  test('is not warned where something is wrong besides: that is told instead', async () => {
    expect((await load({ 'token-ids': '#', retries: 'x' })).warnings).toStrictEqual([]);
  });

  test('is warned of its profile too', async () => {
    const config = writeProfile('unheard_of = 1');
    const { warnings } = await load({ 'token-ids': '#', config });
    expect(warnings).toStrictEqual([expect.stringContaining('unheard_of'), warning]);
  });
});
