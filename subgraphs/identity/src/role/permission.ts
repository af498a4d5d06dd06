import { registerEnumType } from 'type-graphql';

const described = {
  MANAGE_ORGANIZATION: 'Change the organisation.',
  MANAGE_PEOPLE: 'Create and change accounts.',
  MANAGE_ROLES: 'Create and give roles.',
  MANAGE_GUESTS: 'Oversee guests.',
  INVITE_GUESTS: 'Invite guests.',
  CREATE_CHANNELS: 'Create channels.',
  MODERATE_CHANNELS: 'Keep order in all channels.',
  MANAGE_RETENTION: 'Set retention and legal holds.',
  START_CALLS: 'Start calls.',
  CREATE_MEETINGS: 'Create meetings.',
  RECORD_MEETINGS: 'Record meetings.',
  MANAGE_MEDIA: 'Manage media regions.',
  SHARE_PUBLICLY: 'Share files with everyone.',
  MANAGE_STORAGE: 'Set file policies.',
  TEACH: 'Create and run courses.',
  OVERSEE_COURSES: 'See performance of courses.',
  SEND_ANNOUNCEMENTS: 'Announce to audiences.',
  MANAGE_ALERTS: 'Set rules, escalation and templates.',
  USE_AI: 'Use the assistant.',
  MANAGE_AI: 'Set AI policy and providers.',
  ANSWER_CUSTOMERS: 'Work at the desk.',
  REMOTE_SUPPORT: 'Ask for remote sessions.',
  MANAGE_SUPPORT: 'Set queues and service levels.',
  SEE_AUDIT: 'Read the audit trail.',
  SEE_ANALYTICS: 'See statistics of everyone.',
  MANAGE_APPS: 'Manage apps, webhooks and imports.',
  SEE_HEALTH: 'See system health.',
} as const;

/** What a role can allow in the organisation; the one permission set of the whole product. */
export type Permission = keyof typeof described;

export const permissions = Object.keys(described) as readonly Permission[];

export const Permission = Object.fromEntries(permissions.map((name) => [name, name])) as {
  readonly [P in Permission]: P;
};

registerEnumType(Permission, {
  name: 'Permission',
  description: 'What a role can allow in the organisation.',
  valuesConfig: Object.fromEntries(permissions.map((name) => [name, { description: described[name] }])),
});
