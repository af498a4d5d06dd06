import { systemCaller } from '@parley/kit';
import { indexMessages } from '../src/search/index.service.js';
import { type Row, all, inside, query } from './permission-rows.js';

/** As soon as what was said can be found. */
const onceIndexed = (row: Row): Row => ({
  ...row,
  run: async (scene, actor) => {
    await indexMessages(scene.chat.test.runtime.context(systemCaller('test')), [scene.messageId]);
    return row.run(scene, actor);
  },
});

/** Finding things: whoever may not read a channel finds nothing of it. */
export const ofFinding: readonly Row[] = [
  onceIndexed(
    query(
      'searchMessages',
      `query ($channelId: ID) { searchMessages(query: "member", channelId: $channelId) { nodes { snippet } } }`,
      ({ channelId }) => ({ channelId }),
      inside('empty'),
    ),
  ),
  query('hashtag', '{ hashtag(name: "grades") { name messageCount } }', () => ({}), all('ok')),
  query('hashtags', '{ hashtags(beginning: "") { name } }', () => ({}), all('ok')),
  query(
    'previewMentions',
    `query ($channelId: ID!) { previewMentions(channelId: $channelId, text: "Hello") { count } }`,
    ({ channelId }) => ({ channelId }),
    inside('NOT_FOUND', { reader: 'FORBIDDEN' }),
  ),
];
