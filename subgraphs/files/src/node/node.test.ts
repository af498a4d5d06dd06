import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, startFiles } from '../../test/files.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

test('everybody of an organisation has a folder of their own, the same each time', async () => {
  const [amara, jonas] = await files.people([{}, {}]);
  const home = `{ viewer { home { id name version parent { id } path { id } owner { id } audienceText } } }`;
  const first = await files.must(amara ?? null, home);
  expect(first).toEqual({
    home: {
      id: expect.stringMatching(/^folder_/),
      name: 'Home',
      version: 1,
      parent: null,
      path: [{ id: first.home.id }],
      owner: { id: amara?.id },
      audienceText: `Only Person ${amara?.id.slice(-4) ?? ''} can see it.`,
    },
  });
  expect(await files.must(amara ?? null, home)).toEqual(first);
  expect((await files.must(jonas ?? null, home)).home.id).not.toBe(first.home.id);
});
