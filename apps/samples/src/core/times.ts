/** Milliseconds. */
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** `2026-04-07 08:15:30.250`: without a zone, meant as UTC. */
export function sqlTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

/** `2026-04-07T08:15:30.250Z`. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** `Tue Apr 07 08:15:30 GMT 2026`: whole seconds. */
export function plainTime(ms: number): string {
  const [weekday = '', date, month, year, clock] = new Date(ms).toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${date} ${clock} GMT ${year}`;
}
