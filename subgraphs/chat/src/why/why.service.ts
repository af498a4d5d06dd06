import { explainer, isId } from '@parley/kit';
import { accessChannel, decideInChannelFor } from '../channel/channel.access.js';
import { accessMessage, decideOnMessageFor } from '../message/message.access.js';
import { seesPerson } from '../person/person.access.js';

const isMessage = (id: string): boolean => isId('message', id);

/** Why somebody may or may not do something with a channel or a message. */
export const { askWhy, explain } = explainer('chatKey', {
  access: (ctx, id) => (isMessage(id) ? accessMessage : accessChannel)(ctx, id, 'EXPLAIN'),
  seesPerson,
  decide: (ctx, who, id, action) =>
    (isMessage(id) ? decideOnMessageFor : decideInChannelFor)(ctx, who, id, action),
});
