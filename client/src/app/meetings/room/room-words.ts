export type MeetingLayout = 'GRID' | 'SPEAKER' | 'FILMSTRIP';
