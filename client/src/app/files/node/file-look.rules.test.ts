import { expect, test } from 'vitest';
import { lookOfMedia, lookOfType } from './file-look.rules';

test('a file is drawn by its kind, and where its media type says more, by that', () => {
  expect(lookOfType('DOCUMENT', 'application/pdf').icon).toBe('file-pdf');
  expect(lookOfType('DOCUMENT', 'text/plain').icon).toBe('file-text');
  expect(lookOfType('CODE', 'text/plain').icon).toBe('file-code');
  expect(lookOfType('OTHER', 'application/octet-stream').icon).toBe('file');
});

test('before the server has looked, the browser says what it is', () => {
  const icons = ['text/x-python', 'application/json', 'text/csv', 'image/png', ''].map(
    (type) => lookOfMedia(type).icon,
  );
  expect(icons).toEqual(['file-code', 'file-code', 'file-csv', 'file-image', 'file']);
});
