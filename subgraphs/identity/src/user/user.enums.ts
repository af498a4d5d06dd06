import { registerEnumType } from 'type-graphql';

/** What kind of account it is. */
export const UserKind = {
  STAFF: 'STAFF',
  FACULTY: 'FACULTY',
  STUDENT: 'STUDENT',
  CUSTOMER: 'CUSTOMER',
  GUEST: 'GUEST',
  BOT: 'BOT',
} as const;
export type UserKind = (typeof UserKind)[keyof typeof UserKind];

registerEnumType(UserKind, {
  name: 'UserKind',
  description: 'What kind of account it is.',
  valuesConfig: {
    STAFF: { description: 'Works here.' },
    FACULTY: { description: 'Teaches here.' },
    STUDENT: { description: 'Learns here.' },
    CUSTOMER: { description: 'Is helped here.' },
    GUEST: { description: 'Was invited for a while.' },
    BOT: { description: 'Is a program.' },
  },
});

/** Whether the account is usable. */
export const UserState = { ACTIVE: 'ACTIVE', DISABLED: 'DISABLED', FORMER: 'FORMER' } as const;
export type UserState = (typeof UserState)[keyof typeof UserState];

registerEnumType(UserState, {
  name: 'UserState',
  description: 'Whether the account is usable.',
  valuesConfig: {
    ACTIVE: { description: 'Usable.' },
    DISABLED: { description: 'Locked.' },
    FORMER: { description: 'Erased; only the place in conversations remains.' },
  },
});
