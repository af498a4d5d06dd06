import { Field, ID, InterfaceType, ObjectType, Directive, registerEnumType } from 'type-graphql';

/** Who holds the keys of what people keep. */
export const EncryptionMode = { SERVER: 'SERVER', END_TO_END: 'END_TO_END' } as const;
export type EncryptionMode = (typeof EncryptionMode)[keyof typeof EncryptionMode];

registerEnumType(EncryptionMode, {
  name: 'EncryptionMode',
  description: 'Who holds the keys.',
  valuesConfig: {
    SERVER: { description: 'The server, at rest and in transit.' },
    END_TO_END: { description: "Only the members' devices." },
  },
});

/** Features that encryption, policy or a missing engine can switch off. */
export const Capability = {
  SERVER_SEARCH: 'SERVER_SEARCH',
  AI: 'AI',
  TRANSLATION: 'TRANSLATION',
  MODERATION: 'MODERATION',
  LINK_PREVIEW: 'LINK_PREVIEW',
  VIRUS_SCAN: 'VIRUS_SCAN',
  RENDITION: 'RENDITION',
  RECORDING: 'RECORDING',
  TRANSCRIPT: 'TRANSCRIPT',
  PUSH_TEXT: 'PUSH_TEXT',
  EXPORT: 'EXPORT',
  CONTENT_RETENTION: 'CONTENT_RETENTION',
} as const;
export type Capability = (typeof Capability)[keyof typeof Capability];

registerEnumType(Capability, {
  name: 'Capability',
  description: 'Features that encryption, policy or a missing engine can switch off.',
  valuesConfig: {
    SERVER_SEARCH: { description: 'Search on the server.' },
    AI: { description: 'Summaries, answers and suggestions.' },
    TRANSLATION: { description: 'Translation on the server.' },
    MODERATION: { description: 'Word rules and review of content.' },
    LINK_PREVIEW: { description: 'Previews of addresses.' },
    VIRUS_SCAN: { description: 'Scanning of content.' },
    RENDITION: { description: 'Thumbnails and previews.' },
    RECORDING: { description: 'Recording.' },
    TRANSCRIPT: { description: 'Captions and transcripts.' },
    PUSH_TEXT: { description: 'Text in notifications.' },
    EXPORT: { description: 'Export by the organisation.' },
    CONTENT_RETENTION: { description: 'Retention rules about content.' },
  },
});

/** Whether one feature works in one place. */
@Directive('@shareable')
@ObjectType({ description: 'Whether one feature works here.' })
export class CapabilityState {
  @Field(() => Capability, { description: 'The feature.' })
  readonly capability!: Capability;

  @Field(() => Boolean, { description: 'Whether it works.' })
  readonly available!: boolean;

  @Field(() => String, { nullable: true, description: 'Why not, in a sentence; null where it works.' })
  readonly because!: string | null;
}

/** Something whose content may be encrypted end to end. */
@InterfaceType({
  autoRegisterImplementations: false,
  description: 'Something whose content may be encrypted end to end.',
})
export abstract class Encryptable {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => EncryptionMode, { description: 'Who holds the keys.' })
  readonly encryption!: EncryptionMode;

  @Field(() => [CapabilityState], {
    description: 'What works in this mode and what does not, one per capability.',
  })
  readonly capabilities!: readonly CapabilityState[];
}
