/** People of the demo, by their addresses, who sign in where a bench needs somebody. */
export const PEOPLE: readonly string[] = [
  'amara.okafor@northgate.ac.uk',
  'wanjiru.kamau@northgate.ac.ke',
  'elise.tremblay@northgate.ca',
  'jonas.lindqvist@northgate.ac.uk',
  'meiling.chen@northgate.ac.uk',
  'baraka.otieno@northgate.ac.ke',
  'priya.raman@northgate.ac.uk',
  'viviane.achterberg@northgate.ac.uk',
];
