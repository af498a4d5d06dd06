import { TestBed } from '@angular/core/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { expect, test } from 'vitest';
import { GroupDayStrip, type WorkingWeek } from './group-day-strip';

const texts = {
  dayStrip: {
    group: {
      together: 'somebody {{somebody}}, together {{together}}, now {{time}}',
      apart: 'somebody {{somebody}}, never together, now {{time}}',
      nobody: 'nobody, now {{time}}',
    },
  },
};
const options = {
  langs: { en: texts },
  preloadLangs: true,
  translocoConfig: { availableLangs: ['en'], defaultLang: 'en' },
};

/** Somebody who works on Tuesdays. */
const onTuesdays = (timeZone: string, startsAt: string, endsAt: string): WorkingWeek => ({
  timeZone,
  workingHours: [{ day: 'TUESDAY', startsAt, endsAt }],
});

async function sentenceFor(people: readonly WorkingWeek[]): Promise<string | null> {
  TestBed.configureTestingModule({ imports: [TranslocoTestingModule.forRoot(options)] });
  const fixture = TestBed.createComponent(GroupDayStrip);
  fixture.componentRef.setInput('people', people);
  fixture.componentRef.setInput('viewerZone', 'Europe/London');
  fixture.componentRef.setInput('now', new Date('2026-11-17T12:00:00Z'));
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).getAttribute('aria-label');
}

const london = onTuesdays('Europe/London', '09:00', '17:00');

test.each([
  [
    'those who meet',
    [london, onTuesdays('Africa/Nairobi', '09:00', '17:00')],
    'somebody 06:00–17:00, together 09:00–14:00, now 12:00',
  ],
  [
    'those who never do',
    [london, onTuesdays('Asia/Tokyo', '09:00', '17:00')],
    'somebody 00:00–08:00, 09:00–17:00, never together, now 12:00',
  ],
  ['a day off', [{ timeZone: 'Europe/London', workingHours: [] }], 'nobody, now 12:00'],
])('the strip says when %s work, in hours of the viewer', async (_who, people, sentence) => {
  expect(await sentenceFor(people)).toBe(sentence);
});
