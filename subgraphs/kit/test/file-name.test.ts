import { expect, test } from 'vitest';
import { endingOf, toFileName } from '../src/file-name.js';

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\plan.docx', 'plan.docx'],
  ['a\0b\r\nc.txt', 'abc.txt'],
  ['photo\u202Egnp.exe', 'photognp.exe'],
  ['CON', 'CON_'],
  ['nul.txt', 'nul_.txt'],
  ['...', 'file'],
  ['', 'file'],
  ['  notes  of   today .md ', 'notes of today .md'],
  ['a<b>:c|d?.png', 'a_b__c_d_.png'],
  ['قائمة.pdf', 'قائمة.pdf'],
  ['\ud83c.txt', '\ufffd.txt'],
  ['LPT1', 'LPT1_'],
  ['com1.tar.gz', 'com1_.tar.gz'],
  ['\u200b\u2066hidden\u2069.pdf', 'hidden.pdf'],
  ['e\u0301.txt', '\u00e9.txt'],
  ['..\\..\\windows\\system32', 'system32'],
])('%j is kept as %j', (given, kept) => {
  expect(toFileName(given)).toBe(kept);
});

test('a long name is shortened, and keeps its ending', () => {
  const name = toFileName(`${'n'.repeat(300)}.pdf`);
  expect(name).toBe(`${'n'.repeat(146)}.pdf`);
  expect(toFileName(`${'e\u0301\u0327'.repeat(100_000)}.pdf`).length).toBeLessThan(400);
});

test('what has no name left is called as whoever asks says', () => {
  expect(toFileName('///', 'New folder')).toBe('New folder');
});

test('a name that was made safe stays as it is', () => {
  for (const name of ['CON.txt', '..', 'a/b', 'x'.repeat(400), 'photo\u202Egnp.exe', ' . a . ']) {
    expect(toFileName(toFileName(name))).toBe(toFileName(name));
  }
});

test.each([
  ['a.PDF', 'pdf'],
  ['archive.tar.gz', 'gz'],
  ['README', ''],
  ['a.', ''],
])('%j ends in %j', (name, ending) => {
  expect(endingOf(name)).toBe(ending);
});
