import { Service } from '@angular/core';
import { channelCommands } from './channel-commands';
import type { SlashCommand, SlashCommandMaker } from './command';
import { pollCommand } from '../poll/poll.part';
import { matching } from './suggestion.rules';
import { writingCommands } from './writing-commands';

/** All that can be done by writing a slash and a word; a feature adds its commands here with one line. */
const makers: readonly SlashCommandMaker[] = [...writingCommands, ...channelCommands, pollCommand];

/** The commands of one box. */
@Service({ autoProvided: false })
export class Commands {
  private readonly all: readonly SlashCommand[] = makers.map((make) => make());

  /** Those that are offered here, by the beginning of their name. */
  beginning(typed: string): readonly SlashCommand[] {
    const here = this.all.filter((command) => command.shown());
    return matching(here, typed, ({ name }) => name).toSorted((a, b) => a.name.localeCompare(b.name));
  }

  named(name: string): SlashCommand | undefined {
    return this.all.find((command) => command.name === name && command.shown());
  }
}
