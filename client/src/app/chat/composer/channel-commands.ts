import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { SayError } from '../../core/errors/say-error';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { ChannelDeeds } from '../details/channel-deeds';
import { midnightOf } from '../history/day.rules';
import { injectDayJump } from '../history/day-jump';
import { ChatKeys } from '../keys/chat-keys';
import { DirectChannels } from '../person/direct-channels';
import { Outbox } from '../../core/graphql/outbox';
import type { CommandOutcome, SlashCommand, SlashCommandMaker } from './command';
import { toStoredText } from './mention.rules';

/** A change of the channel's name or topic. */
function changeOf(field: 'name' | 'topic', name: string): SlashCommandMaker {
  return () => {
    const [store, deeds, errors] = [inject(ChannelStore), inject(ChannelDeeds), inject(SayError)];
    const texts = inject(TranslocoService);
    return {
      name,
      hint: `chat.command.${name}`,
      argument: 'chat.command.words',
      shown: () => store.can().includes('MANAGE'),
      run: async ({ text }): Promise<CommandOutcome> => {
        const channel = store.channel();
        if (!channel || (field === 'name' && text === '')) {
          return { refused: texts.translate('chat.newChannel.nameMissing') };
        }
        const input = { channelId: channel.id, expectedVersion: channel.version, [field]: text };
        try {
          await firstValueFrom(deeds.update(input));
          return undefined;
        } catch (error) {
          // What stands against it is said above the box, and what was written stays in it.
          return { refused: errors.sentence(error) };
        }
      },
    };
  };
}

const leave: SlashCommandMaker = () => {
  const [store, deeds, router] = [inject(ChannelStore), inject(ChannelDeeds), inject(Router)];
  return {
    name: 'leave',
    hint: 'chat.command.leave',
    shown: () => store.member() && store.channel()?.kind !== 'DIRECT',
    run: () => {
      const channelId = store.channelId();
      if (channelId) deeds.leave(channelId).subscribe(() => void router.navigate(['/chat']));
      return undefined;
    },
  };
};

const invite: SlashCommandMaker = () => {
  const [store, deeds, texts] = [inject(ChannelStore), inject(ChannelDeeds), inject(TranslocoService)];
  return {
    name: 'invite',
    hint: 'chat.command.invite',
    argument: 'chat.command.people',
    shown: () => store.can().includes('INVITE'),
    run: ({ mentions }) => {
      const ids = peopleIn(mentions);
      const channelId = store.channelId();
      if (ids.length === 0 || !channelId) return { refused: texts.translate('chat.command.needsPeople') };
      deeds.invite(channelId, ids).subscribe();
      return undefined;
    },
  };
};

const message: SlashCommandMaker = () => {
  const [direct, outbox, router] = [inject(DirectChannels), inject(Outbox), inject(Router)];
  const texts = inject(TranslocoService);
  return {
    name: 'message',
    hint: 'chat.command.message',
    argument: 'chat.command.personAndWords',
    shown: () => true,
    run: async ({ text, mentions }): Promise<CommandOutcome> => {
      const to = mentions.find(({ label }) => text.startsWith(`@${label}`));
      const channelId = to && (await direct.with(to.target));
      if (!channelId) return { refused: texts.translate('chat.command.needsPeople') };
      const words = toStoredText(text.slice(to.label.length + 1).trim(), mentions);
      if (words !== '') {
        const input = { channelId, text: words, key: crypto.randomUUID() };
        await outbox.enqueue({ kind: 'sendMessage', channelId, input, afterSeq: -1 });
      }
      await router.navigate(['/chat', channelId]);
      return undefined;
    },
  };
};

const members: SlashCommandMaker = () => {
  const [conversation, store] = [inject(Conversation), inject(ChannelStore)];
  return {
    name: 'members',
    hint: 'chat.command.members',
    shown: () => store.channel()?.kind !== 'DIRECT',
    run: () => {
      conversation.open({ kind: 'details' });
      return undefined;
    },
  };
};

const jump: SlashCommandMaker = () => {
  const days = injectDayJump();
  return {
    name: 'jump',
    hint: 'chat.command.jump',
    argument: 'chat.command.day',
    shown: () => true,
    run: async ({ text }): Promise<CommandOutcome> => {
      const day = midnightOf(text);
      await (day ? days.to(day) : days.choose());
      return undefined;
    },
  };
};

const keys: SlashCommandMaker = (): SlashCommand => {
  const sheet = inject(ChatKeys);
  return {
    name: 'keys',
    hint: 'chat.command.keys',
    shown: () => true,
    run: () => {
      void sheet.showSheet();
      return undefined;
    },
  };
};

function peopleIn(mentions: readonly { readonly target: string }[]): string[] {
  return [...new Set(mentions.map(({ target }) => target).filter((target) => target.startsWith('user_')))];
}

/** Commands about the channel on screen, and ways out of it. */
export const channelCommands: readonly SlashCommandMaker[] = [
  changeOf('topic', 'topic'),
  changeOf('name', 'rename'),
  invite,
  leave,
  members,
  message,
  jump,
  keys,
];
