import type { WrittenMention } from './mention.rules';

/** What was written behind the name of a command. */
export interface CommandArgument {
  /** The words, without spaces around them; empty for none. */
  readonly text: string;
  /** The people and groups that were chosen with an @ in them. */
  readonly mentions: readonly WrittenMention[];
}

/**
 * What became of a command: nothing more (it is done), a text that is sent in its place, or a sentence that says why
 * it cannot be; what was written stays in the box then.
 */
export type CommandOutcome = { readonly send: string } | { readonly refused: string } | undefined;

/** Something that is done by writing `/name` at the beginning of the box. */
export interface SlashCommand {
  /** Without the slash: lower case, the same in every language. */
  readonly name: string;
  /** Key of the one sentence that says what it does. */
  readonly hint: string;
  /** Key of the word for what follows the name; absent where nothing does, and then choosing it does it. */
  readonly argument?: string;
  /** Whether it is offered here and now. */
  shown(): boolean;
  run(argument: CommandArgument): CommandOutcome | Promise<CommandOutcome>;
}

/** Makes a command; called once per box, where `inject` works. */
export type SlashCommandMaker = () => SlashCommand;
