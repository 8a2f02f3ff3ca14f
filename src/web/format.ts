const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'Europe/London' });
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/London',
});

/** `24 Nov 2026`; empty for null. */
export function formatDate(iso: string | null): string {
  return iso === null ? '' : DATE.format(new Date(iso));
}

/** `24 Nov 2026, 14:05`, as clocks in the United Kingdom show it; empty for null. */
export function formatMoment(iso: string | null): string {
  return iso === null ? '' : MOMENT.format(new Date(iso));
}

/** Hundredths of a point as people read them: 7350 → `73.5`. */
export function formatPoints(hundredths: number): string {
  return (hundredths / 100).toFixed(1);
}

/** `10MB`, as GOV.UK writes sizes. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round(bytes / (1024 * 1024))}MB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)}KB` : `${bytes} bytes`;
}

/** Miles with how well they are known. */
export function formatMiles(distance: { readonly miles: number; readonly precision: string } | null): string {
  if (distance === null) return 'distance not known';
  const near = distance.precision === 'full' ? '' : 'about ';
  return `${near}${distance.precision === 'full' ? distance.miles.toFixed(1) : Math.round(distance.miles)} miles`;
}

/** How long something has stood: `today`, `for 1 day`, `for 12 days`. */
export function formatDays(days: number): string {
  if (days < 1) return 'today';
  return days === 1 ? 'for 1 day' : `for ${days} days`;
}

/** When something closes that is so many days away: `Closes today`, `Closes in 1 day`. */
export function formatClosing(days: number): string {
  if (days < 0) return 'Closing date has passed';
  if (days === 0) return 'Closes today';
  return days === 1 ? 'Closes in 1 day' : `Closes in ${days} days`;
}
