import type { SlashCommandMaker } from './command';

const shrug: SlashCommandMaker = () => ({
  name: 'shrug',
  hint: 'chat.command.shrug',
  argument: 'chat.command.words',
  shown: () => true,
  run: ({ text }) => ({ send: `${text} ¯\\\\\\_(ツ)\\_/¯`.trim() }),
});

const spoiler: SlashCommandMaker = () => ({
  name: 'spoiler',
  hint: 'chat.command.spoiler',
  argument: 'chat.command.words',
  shown: () => true,
  run: ({ text }) => (text === '' ? undefined : { send: `||${text}||` }),
});

/** Commands that only change what is sent. */
export const writingCommands: readonly SlashCommandMaker[] = [shrug, spoiler];
