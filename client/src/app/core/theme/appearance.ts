import { DOCUMENT, Service, inject, signal } from '@angular/core';

export const schemes = ['system', 'light', 'dark'] as const;
export const densities = ['comfortable', 'compact'] as const;

export type Scheme = (typeof schemes)[number];
export type Density = (typeof densities)[number];

/** How Parley looks on this device; kept here, for a laptop and a phone want different things. */
@Service()
export class Appearance {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly chosenScheme = signal<Scheme>(stored('parley.scheme', schemes));
  private readonly chosenDensity = signal<Density>(stored('parley.density', densities));

  readonly scheme = this.chosenScheme.asReadonly();
  readonly density = this.chosenDensity.asReadonly();

  /** Applies what was chosen before. */
  start(): void {
    this.apply();
  }

  chooseScheme(scheme: Scheme): void {
    localStorage.setItem('parley.scheme', scheme);
    this.chosenScheme.set(scheme);
    this.apply();
  }

  chooseDensity(density: Density): void {
    localStorage.setItem('parley.density', density);
    this.chosenDensity.set(density);
    this.apply();
  }

  private apply(): void {
    const scheme = this.chosenScheme();
    if (scheme === 'system') delete this.root.dataset['scheme'];
    else this.root.dataset['scheme'] = scheme;
    this.root.dataset['density'] = this.chosenDensity();
  }
}

function stored<T extends string>(key: string, choices: readonly [T, ...T[]]): T {
  const value = localStorage.getItem(key);
  return choices.find((choice) => choice === value) ?? choices[0];
}
