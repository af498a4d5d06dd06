import { expect, test } from 'vitest';
import type { OutgoingFile } from '../../core/files/outgoing-file';
import { merged } from './picked.rules';

const bytes = new Blob(['lake']);
const file = (key: string, more: Partial<OutgoingFile> = {}): OutgoingFile => ({
  ...{ key, name: `${key}.png`, blob: null, caption: '', role: null, measures: null },
  ...more,
});

test('another device decides what is there, and what is on its way from here stays', () => {
  const here = [
    file('sent here', { fileId: 'file_1', blob: bytes, caption: 'Old' }),
    file('taken out there', { fileId: 'file_2' }),
    file('on its way', { blob: bytes }),
  ];
  const theirs = [
    file('file_3', { fileId: 'file_3' }),
    file('file_1', { fileId: 'file_1', caption: 'New words' }),
  ];
  expect(merged(here, theirs)).toEqual([
    file('file_3', { fileId: 'file_3' }),
    file('sent here', { fileId: 'file_1', blob: bytes, caption: 'New words' }),
    file('on its way', { blob: bytes }),
  ]);
});
