import { registerEnumType } from 'type-graphql';
import { type Permission, permissions } from './permission.js';

/** Ready-made roles for schools, companies and customers. */
export const RoleTemplate = {
  SUPER_ADMIN: 'SUPER_ADMIN',
  DEAN: 'DEAN',
  FACULTY: 'FACULTY',
  STUDENT: 'STUDENT',
  EMPLOYEE: 'EMPLOYEE',
  SUPPORT_AGENT: 'SUPPORT_AGENT',
  CUSTOMER: 'CUSTOMER',
  GUEST: 'GUEST',
} as const;
export type RoleTemplate = (typeof RoleTemplate)[keyof typeof RoleTemplate];

registerEnumType(RoleTemplate, {
  name: 'RoleTemplate',
  description: 'Ready-made roles for schools, companies and customers.',
  valuesConfig: {
    SUPER_ADMIN: { description: 'Runs everything.' },
    DEAN: { description: 'Leads a faculty or department.' },
    FACULTY: { description: 'Teaches.' },
    STUDENT: { description: 'Learns.' },
    EMPLOYEE: { description: 'Works.' },
    SUPPORT_AGENT: { description: 'Helps customers.' },
    CUSTOMER: { description: 'Is helped.' },
    GUEST: { description: 'Visits.' },
  },
});

interface Template {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

const WORKING: readonly Permission[] = ['CREATE_CHANNELS', 'START_CALLS', 'CREATE_MEETINGS', 'USE_AI'];

/** What an organisation begins with; it may rename its roles and change what they allow. */
export const roleTemplates: Readonly<Record<RoleTemplate, Template>> = {
  SUPER_ADMIN: { name: 'Super admin', permissions },
  DEAN: {
    name: 'Head or dean',
    permissions: [
      ...WORKING,
      'MANAGE_PEOPLE',
      'MANAGE_GUESTS',
      'INVITE_GUESTS',
      'MODERATE_CHANNELS',
      'RECORD_MEETINGS',
      'TEACH',
      'OVERSEE_COURSES',
      'SEND_ANNOUNCEMENTS',
      'SEE_ANALYTICS',
    ],
  },
  FACULTY: {
    name: 'Faculty',
    permissions: [...WORKING, 'INVITE_GUESTS', 'RECORD_MEETINGS', 'SHARE_PUBLICLY', 'TEACH'],
  },
  STUDENT: { name: 'Student', permissions: ['CREATE_CHANNELS', 'START_CALLS', 'USE_AI'] },
  EMPLOYEE: { name: 'Employee', permissions: [...WORKING, 'SHARE_PUBLICLY'] },
  SUPPORT_AGENT: { name: 'Support agent', permissions: [...WORKING, 'ANSWER_CUSTOMERS', 'REMOTE_SUPPORT'] },
  CUSTOMER: { name: 'Customer', permissions: [] },
  GUEST: { name: 'Guest', permissions: [] },
};
