import { Injector, inject } from '@angular/core';
import type { PollInput } from '../../../generated/graphql';
import { ChannelStore } from '../channel/channel.store';
import type { SlashCommandMaker } from '../composer/command';
import type { ComposerPart } from '../composer/composer-part';
import { ComposerStore } from '../composer/composer.store';
import { Dialogs } from '../../ui/dialog/dialogs';

/** Opens the form; the question is sent as a message of its own, and what is being written stays. */
async function ask(dialogs: Dialogs, composer: ComposerStore, question: string): Promise<void> {
  const { NewPoll } = await import('./new-poll');
  dialogs.open<PollInput>(NewPoll, question).closed.subscribe((poll) => {
    if (poll) void composer.sendBeside({ poll });
  });
}

/** A vote, in the menu of the box. */
export const newPoll: ComposerPart = {
  id: 'poll',
  icon: 'chart-bar-horizontal',
  label: 'chat.poll.new',
  shown: ({ can, changing }) => !changing && can.includes('POST'),
  run: () => {
    void ask(inject(Dialogs), inject(ComposerStore), '');
  },
};

/** `/poll Where do we eat?` */
export const pollCommand: SlashCommandMaker = () => {
  // The box knows its commands before it is made itself.
  const [injector, dialogs, store] = [inject(Injector), inject(Dialogs), inject(ChannelStore)];
  return {
    name: 'poll',
    hint: 'chat.command.poll',
    argument: 'chat.command.pollArgument',
    shown: () => store.can().includes('POST'),
    run: async ({ text }) => {
      await ask(dialogs, injector.get(ComposerStore), text);
      return undefined;
    },
  };
};
