import { expect, test } from 'vitest';
import { markMatch } from './mark-match';

test('what was typed is found whatever its case and accents', () => {
  expect(markMatch('Élise Tremblay', 'eli')).toEqual({ before: '', match: 'Éli', after: 'se Tremblay' });
  expect(markMatch('Élise Tremblay', 'TREM')).toEqual({ before: 'Élise ', match: 'Trem', after: 'blay' });
});

test('a name without it is left whole', () => {
  expect(markMatch('Baraka', 'x')).toEqual({ before: 'Baraka', match: '', after: '' });
  expect(markMatch('Baraka', '  ')).toEqual({ before: 'Baraka', match: '', after: '' });
});
