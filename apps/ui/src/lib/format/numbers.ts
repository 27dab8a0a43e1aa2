const units = ['', ' k', ' M', ' G', ' T'];

/** `1.2 k`, `3.4 M`; whole below a thousand. */
export function formatCount(count: number): string {
  return scaled(count, count < 1000 && Number.isInteger(count) ? 0 : 1);
}

/** `1.2 k/s`, `0.3/s`; `0/s` for nothing. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0/s';
  if (perSecond < 0.1) return `${trim((perSecond * 60).toFixed(1))}/min`;
  return `${scaled(perSecond, perSecond < 10 ? 1 : 0)}/s`;
}

/** The whole number with its thousands, for a tooltip. */
export const formatExact = (count: number): string => count.toLocaleString('en').replaceAll(',', ' ');

function scaled(value: number, digits: number): string {
  let rest = value;
  let unit = 0;
  while (Math.abs(rest) >= 999.95 && unit < units.length - 1) {
    rest /= 1000;
    unit++;
  }
  return trim(rest.toFixed(unit === 0 ? digits : 1)) + units[unit];
}

const trim = (text: string) => text.replace(/\.0+$/, '');

/** `1 event`, `1 234 events`: a count with its noun. */
export const several = (count: number, noun: string): string =>
  `${formatExact(count)} ${noun}${count === 1 ? '' : 's'}`;
