/** Where a meeting is told of: when it is, who was there, and the way in. */
export const meetingAddress = (meetingId: string): string => `/meetings/${meetingId}`;

/** Where one takes part in it. */
export const roomAddress = (meetingId: string): string => `/calls/room/${meetingId}`;
