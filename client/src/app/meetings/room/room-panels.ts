import type { Type } from '@angular/core';
import type { IconName } from '../../../generated/icons';

/** Something beside a room: a component with one input `meeting`, the id of it, that reads its own data and follows. */
export interface RoomPanel {
  readonly id: string;
  /** The key of its name. */
  readonly label: string;
  readonly icon: IconName;
  /** Whether it has a button of its own where there is little room; the others are reached by their tabs. */
  readonly atHand: boolean;
  readonly load: () => Promise<Type<unknown>>;
}

/** What can stand beside a room, in the order of its tabs. */
export const ROOM_PANELS: readonly RoomPanel[] = [
  {
    id: 'people',
    label: 'rooms.people.title',
    icon: 'users',
    atHand: true,
    load: () => import('../people-panel/people-panel').then(({ PeoplePanel }) => PeoplePanel),
  },
  {
    id: 'chat',
    label: 'together.chat.title',
    icon: 'chats-circle',
    atHand: true,
    load: () => import('../room-chat/room-chat').then(({ RoomChat }) => RoomChat),
  },
  {
    id: 'questions',
    label: 'together.questions.title',
    icon: 'question',
    atHand: false,
    load: () => import('../questions/questions-panel').then(({ QuestionsPanel }) => QuestionsPanel),
  },
  {
    id: 'breakouts',
    label: 'together.breakouts.title',
    icon: 'squares-four',
    atHand: false,
    load: () => import('../breakouts/breakouts-panel').then(({ BreakoutsPanel }) => BreakoutsPanel),
  },
  {
    id: 'transcript',
    label: 'records.transcript.title',
    icon: 'list-bullets',
    atHand: false,
    load: () => import('../transcript/transcript-panel').then(({ TranscriptPanel }) => TranscriptPanel),
  },
];
