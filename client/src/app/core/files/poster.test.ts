import { expect, test } from 'vitest';
import { posterOf } from './poster';

const made = (kind: 'THUMBNAIL' | 'POSTER' | 'STREAM', ready = true) => ({
  kind,
  ready,
  url: `/made/${kind}`,
});

test.each([
  ['a frame of its own', [made('THUMBNAIL'), made('POSTER'), made('STREAM')], '/made/POSTER'],
  ['a small one, where that is all there is', [made('THUMBNAIL'), made('STREAM')], '/made/THUMBNAIL'],
  ['none while it is being made', [made('POSTER', false)], null],
  ['none where nothing was made', [], null],
])('a film shows %s before it plays', (_what, renditions, url) => {
  expect(posterOf({ renditions })).toBe(url);
});
