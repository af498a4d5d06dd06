import { registerEnumType } from 'type-graphql';

/** Which of a device's two connections to the media server. */
export const MediaDirection = { SEND: 'SEND', RECEIVE: 'RECEIVE' } as const;
export type MediaDirection = (typeof MediaDirection)[keyof typeof MediaDirection];

registerEnumType(MediaDirection, {
  name: 'MediaDirection',
  description: "Which of a device's two connections to the media server.",
  valuesConfig: {
    SEND: { description: 'What the device sends: it offers, the media server answers.' },
    RECEIVE: { description: 'What the device receives: the media server offers, the device answers.' },
  },
});

/** What a track shows or lets hear. */
export const MediaSource = {
  MICROPHONE: 'MICROPHONE',
  CAMERA: 'CAMERA',
  SCREEN: 'SCREEN',
  SCREEN_SOUND: 'SCREEN_SOUND',
} as const;
export type MediaSource = (typeof MediaSource)[keyof typeof MediaSource];

registerEnumType(MediaSource, {
  name: 'MediaSource',
  description: 'What a track shows or lets hear.',
  valuesConfig: {
    MICROPHONE: { description: 'What somebody says.' },
    CAMERA: { description: 'The picture of a camera.' },
    SCREEN: { description: 'A shared screen.' },
    SCREEN_SOUND: { description: 'What a shared screen plays.' },
  },
});
