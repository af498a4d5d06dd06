import { expect, test } from 'vitest';
import { PictureGap } from './picture-gap';

/** K and P: a key frame and a picture that builds on others, opened; k and p: the same, not opened. */
const asksIn = (pictures: string): string => {
  const gap = new PictureGap();
  return Array.from(pictures)
    .filter((each) => /[KPkp]/.test(each))
    .map((each) => {
      const isKeyFrame = each.toLowerCase() === 'k';
      return gap.after(isKeyFrame, each === each.toUpperCase()) ? '!' : '.';
    })
    .join('');
};

test.each([
  ['from the first key frame on nothing is missing', 'KPPKP', '.....'],
  ['whoever comes to a picture that runs asks once', 'PPPKPP', '!.....'],
  ['while nothing can be opened nothing is asked for', 'kppkp', '.....'],
  ['after what could not be opened it is asked with the first that can', 'kppPPKP', '...!...'],
  ['a key frame that can be opened by itself mends it', 'kppKPP', '......'],
  ['one picture that is missed is missed by all after it', 'KPpPPKP', '...!...'],
  ['the key frame that was asked for comes before its key: it is asked again', 'pPPkpPPKP', '.!...!...'],
])('%s', (_name, pictures, asked) => {
  expect(asksIn(pictures)).toBe(asked);
});
