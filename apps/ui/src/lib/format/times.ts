const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `just now`, `3 min ago`, `2 h ago`, `4 days ago`. */
export function formatAgo(time: number, now: number): string {
  const gone = now - time;
  if (gone < 10 * second) return 'just now';
  return `${formatSpan(gone)} ago`;
}

/** One unit, the largest that fits: `12 s`, `3 min`, `2 h`, `4 days`. */
export function formatSpan(ms: number): string {
  const span = Math.max(0, ms);
  if (span < minute) return `${Math.floor(span / second)} s`;
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < day) return `${Math.floor(span / hour)} h`;
  const days = Math.floor(span / day);
  return days === 1 ? '1 day' : `${days} days`;
}

/** Time of day in the viewer's zone, with the date when it is not today's. */
export function formatTime(time: number, now: number): string {
  const at = new Date(time);
  // Not by Intl: a hundred nodes show a time, each second anew, and a call there costs 50 µs.
  const clock = at.toTimeString().slice(0, 8);
  return at.toDateString() === new Date(now).toDateString() ? clock : `${formatDate(at)} ${clock}`;
}

/** The same moment in UTC, for a tooltip. */
export const formatUtc = (time: number): string =>
  `${new Date(time).toISOString().replace('T', ' ').replace('Z', '')} UTC`;

const formatDate = (at: Date) =>
  `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;

/** The value of an `<input type="datetime-local">` for a moment, and back. */
export function toLocalInput(time: number): string {
  const at = new Date(time);
  return `${formatDate(at)}T${at.toTimeString().slice(0, 8)}`;
}

export const fromLocalInput = (text: string): number | undefined => {
  const time = new Date(text).getTime();
  return Number.isNaN(time) ? undefined : time;
};
