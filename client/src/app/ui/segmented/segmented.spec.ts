import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { expect, test } from 'vitest';
import { Segmented } from './segmented';
import { SegmentedHarness } from './segmented.harness';

@Component({
  imports: [Segmented],
  template: `<app-segmented label="Density" [segments]="segments" [(value)]="value" />`,
})
class Host {
  readonly value = signal('wide');
  protected readonly segments = [
    { value: 'wide', label: 'Comfortable' },
    { value: 'tight', label: 'Compact' },
  ];
}

test('exactly one choice holds, and pressing another moves it', async () => {
  const fixture = TestBed.createComponent(Host);
  const control = await TestbedHarnessEnvironment.loader(fixture).getHarness(SegmentedHarness);
  expect(await control.label()).toBe('Density');
  expect(await control.choices()).toEqual(['Comfortable', 'Compact']);
  expect(await control.chosen()).toEqual(['Comfortable']);
  await control.choose('Compact');
  expect(await control.chosen()).toEqual(['Compact']);
  expect(fixture.componentInstance.value()).toBe('tight');
});
