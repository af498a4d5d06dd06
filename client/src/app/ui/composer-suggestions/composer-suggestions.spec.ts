import { TestBed } from '@angular/core/testing';
import { expect, test } from 'vitest';
import { ComposerSuggestions } from './composer-suggestions';

const items = [
  { id: 'smile', label: 'smile', detail: ':smile:', character: '😄' },
  { id: 'heart', label: 'heart', detail: ':heart:', character: '❤️' },
];

test('the active suggestion is the selected option, and a press chooses without taking the focus', async () => {
  const fixture = TestBed.createComponent(ComposerSuggestions);
  for (const [name, value] of Object.entries({ items, active: 1, listId: 'list', label: 'Emoji' })) {
    fixture.componentRef.setInput(name, value);
  }
  const chosen: string[] = [];
  fixture.componentInstance.chosen.subscribe(({ id }) => chosen.push(id));
  await fixture.whenStable();
  const options = [...(fixture.nativeElement as HTMLElement).querySelectorAll('[role=option]')];
  expect(options.map((option) => [option.id, option.getAttribute('aria-selected')])).toEqual([
    ['list-0', 'false'],
    ['list-1', 'true'],
  ]);
  const press = new MouseEvent('mousedown', { cancelable: true, bubbles: true });
  options[0]?.dispatchEvent(press);
  expect(chosen).toEqual(['smile']);
  expect(press.defaultPrevented).toBe(true);
});
