import { expect, test } from 'vitest';
import { csvHead, csvLine } from './csv.js';

test('what a spreadsheet would reckon with is text to it', () => {
  expect(csvLine(['=1+1', '+1', '-1', '@a', '\tb', 'c-d', null, 'e\nf', '"g"'])).toBe(
    `"'=1+1","'+1","'-1","'@a","'\tb",c-d,,"e\nf","""g"""\r\n`,
  );
});

test('a table begins with the mark of its alphabet', () => {
  expect(csvHead(['at', 'who'])).toBe('\uFEFFat,who\r\n');
});
