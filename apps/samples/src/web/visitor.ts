import type { Random } from '../core/random.ts';

const devices = [
  { type: 'desktop', os: 'Linux', resolution: '1920x1080' },
  { type: 'desktop', os: 'Windows', resolution: '2560x1440' },
  { type: 'desktop', os: 'macOS', resolution: '1728x1117' },
  { type: 'mobile', os: 'Android', resolution: '412x915' },
  { type: 'mobile', os: 'iOS', resolution: '390x844' },
  { type: 'tablet', os: 'iPadOS', resolution: '820x1180' },
];
const browsers = ['Firefox', 'Chrome', 'Safari', 'Edge'];
const referrers = ['https://search.example/', 'https://news.example/fashion', 'https://social.example/'];
const campaigns = ['spring-sale', 'newsletter', 'free-shipping'];

/** What a browser tells of itself; the address is one reserved for documentation. */
export function anyContext(random: Random) {
  const name = random.pick(browsers);
  const version = `${random.int(110, 150)}.0`;
  const device = random.pick(devices);
  return {
    device,
    browser: {
      name,
      version,
      useragent: `Mozilla/5.0 (${device.os}) ${name}/${version}`,
      enabled: { cookies: random.chance(0.95), javascript: random.chance(0.99) },
    },
    ipaddress: `203.0.113.${random.int(1, 254)}`,
    donottrack: random.chance(0.2),
  };
}

export function anyReferrer(random: Random): string | null {
  return random.chance(0.6) ? random.pick(referrers) : null;
}

/** The query that a campaign's link brings; four visitors in ten have one. */
export function anyCampaign(random: Random): string {
  return random.chance(0.4) ? `?utm_campaign=${random.pick(campaigns)}` : '';
}
