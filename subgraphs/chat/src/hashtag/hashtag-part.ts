import type { SendPart } from '../message/send-part.js';
import { parseHashtags } from './hashtag.rules.js';

/** The tags of a message stand on it, so that showing them costs nothing. */
export const hashtagPart: SendPart = {
  prepare: (_ctx, _input, _channel, { text }) => ({ hashtags: parseHashtags(text ?? '') }),
};
