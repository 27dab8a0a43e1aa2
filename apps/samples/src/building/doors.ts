import type { Random } from '../core/random.ts';
import { second, sqlTime } from '../core/times.ts';
import type { World } from '../core/world.ts';
import { anyEmployee } from '../people/people.ts';

const buildings = ['A', 'B', 'DM', 'DE', 'G', 'H'];

/** `DE-1-19`: building, floor 0 to 2, door from 10. */
export function anyDoor(random: Random, lastDoor: number): string {
  return `${random.pick(buildings)}-${random.int(0, 2)}-${random.int(10, lastDoor)}`;
}

/** Somebody opens a door; the record of it arrives up to three minutes later, so the topic is out of sequence. */
export function badgeIn(world: World): void {
  const { random } = world;
  const recordid = random.uuid();
  const value = {
    recordid,
    door: anyDoor(random, 25),
    employee: anyEmployee(random),
    badgetime: sqlTime(world.now()),
  };
  world.after(random.int(0, 180 * second), () => world.emit({ topic: 'DOOR.BADGEIN', key: recordid, value }));
}
