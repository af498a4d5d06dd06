/** The key of the greeting that fits the hour. */
export function greetingAt(now: Date): 'signIn.morning' | 'signIn.afternoon' | 'signIn.evening' {
  const hour = now.getHours();
  if (hour >= 5 && hour < 12) return 'signIn.morning';
  return hour >= 12 && hour < 18 ? 'signIn.afternoon' : 'signIn.evening';
}
