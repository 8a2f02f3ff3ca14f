/** Days of the calendar in the United Kingdom, written `2026-05-03`; in summer its clocks are an hour ahead of UTC. */
const DAY_IN_LONDON = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The calendar's day in the United Kingdom: `2026-05-03`. */
export function dayInLondon(now: Date): string {
  return DAY_IN_LONDON.format(now);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one day to another; negative where the other has passed. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The last second of a day in the United Kingdom, as a timestamp; what is no day comes back as no timestamp. */
export function endOfDayInLondon(day: string): string {
  const asInWinter = `${day}T23:59:59Z`;
  const at = Date.parse(asInWinter);
  // The 31st of February is read as a day of March.
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
  if (!isDay || dayInLondon(new Date(at)) === day) return asInWinter;
  // Clocks change at one in the morning, so every day ends in one time or the other.
  return `${new Date(at - HOUR_MS).toISOString().slice(0, 19)}Z`;
}
