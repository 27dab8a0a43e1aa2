import { expect, test } from 'vitest';
import { describePorts } from '../ports/port-set.ts';
import { db, dbFromWeb, openTo, rulesOf, web, world } from '../testing/shop.ts';
import { exposure } from './exposure.ts';
import { describeInternetExposure } from './internet-exposure.ts';

test('lists the directions in which a workload is not restricted', () => {
  const found = exposure(world(web, db, dbFromWeb)).map((e) => `${e.workload} ${e.direction} ${e.unrestricted}`);
  expect(found).toEqual(['shop/web[Pod] Ingress true', 'shop/web[Pod] Egress true', 'shop/db[Pod] Egress true']);
});

const exposed = (...rules: string[]) =>
  exposure(world(web, openTo(...rules))).flatMap((e) =>
    e.direction === 'Egress'
      ? []
      : [[describeInternetExposure(e), e.families.join(' '), describePorts(e.ports)].join('; ')],
  );
const to28 = ['1.0.0.0/8', '2.0.0.0/7', '4.0.0.0/6', '8.0.0.0/5', '16.0.0.0/5', '24.0.0.0/6'];

test.each([
  [[rulesOf(443, '0.0.0.0/0')], ['everywhere; 4; TCP 443']],
  [[rulesOf(443, '0.0.0.0/0'), rulesOf(22, '10.1.0.0/16')], ['everywhere; 4; TCP 443']],
  [[rulesOf(443, '0.0.0.0/0', '"::/0"'), rulesOf(22, '"fd00::/8"')], ['everywhere; 4 6; TCP 443']],
  [
    [rulesOf(443, '0.0.0.0/0'), rulesOf(80, '"::/0"')],
    ['everywhere; 4; TCP 443', 'everywhere; 6; TCP 80'],
  ],
  [[rulesOf(443, '0.0.0.0/1', '128.0.0.0/1')], ['everywhere; 4; TCP 443']],
  [[rulesOf(443, '0.0.0.0/1'), rulesOf(443, '128.0.0.0/1'), rulesOf(80, '0.0.0.0/0')], ['everywhere; 4; TCP 80, 443']],
  [[rulesOf(443, '0.0.0.0/0, except: [10.0.0.0/8]')], ['everywhere but 10.0.0.0/8; 4; TCP 443']],
  [
    [rulesOf(443, '0.0.0.0/0, except: [10.0.0.0/8]'), rulesOf(22, '10.1.0.0/16'), rulesOf(80, '0.0.0.0/0')],
    ['everywhere; 4; TCP 80', 'everywhere but 10.0.0.0/8; 4; TCP 443'],
  ],
  [
    [rulesOf(443, '0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 203.0.113.0/24]')],
    ['everywhere but 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 1 more; 4; TCP 443'],
  ],
  [[rulesOf(443, '"::/0", except: ["fc00::/7"]')], ['everywhere but fc00::/7; 6; TCP 443']],
  [[rulesOf(443, '"2000::/3"')], ['everywhere but ::/3, 4000::/2, 8000::/1; 6; TCP 443']],
  [[rulesOf(443, '"2000::/4"')], ['everywhere but ::/3, 3000::/4, 4000::/2 and 1 more; 6; TCP 443']],
  // An eighth of the Internet is 27.6 blocks of this size, and one of those from 1.0.0.0/8 on is private.
  [[rulesOf(443, ...to28, '28.0.0.0/8')], []],
  [[rulesOf(443, ...to28, '28.0.0.0/7')], ['everywhere but 0.0.0.0/8, 30.0.0.0/7, 32.0.0.0/3 and 2 more; 4; TCP 443']],
  [[rulesOf(443, '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8')], []],
  [[rulesOf(443, '224.0.0.0/3', '"fc00::/7"', '"fe80::/10"', '"::1/128"')], []],
  [[rulesOf(443, '8.0.0.0/8', '203.0.113.0/24', '"2001:db8::/32"')], []],
])('of %j what is open to everywhere is %j', (rules, expected) => {
  expect(exposed(...rules).sort()).toEqual([...expected].sort());
});
