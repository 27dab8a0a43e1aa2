import { formatAgo, formatTime, formatUtc } from './times.ts';
import { useNow } from './use-now.ts';

/** "3 min ago", with the exact time here and in UTC on hover. */
export function Ago({ time }: { time: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(time).toISOString()} title={`${formatTime(time, now)} (${formatUtc(time)})`}>
      {formatAgo(time, now)}
    </time>
  );
}
