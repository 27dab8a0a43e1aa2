import { plainTime, second } from '../core/times.ts';
import type { World } from '../core/world.ts';
import { anyDoor } from './doors.ts';

/** The sensor that overheats from time to time. */
export const hotSensor = 'G-2-14';

/** Some sensor measures something usual. */
export function sensorReading(world: World): void {
  const { random } = world;
  const sensorid = anyDoor(random, 20);
  if (sensorid === hotSensor) return;
  report(world, sensorid, random.bell(19.5, 23.5, 1), Math.round(random.bell(41, 58, 0)));
}

/**
 * Gives the next reading of the hot sensor each time it is called: after 50 to 200 usual ones a run that rises from 23
 * towards 40 degrees and from 56 towards 75 percent, and ends with odds of 8 percent at each reading.
 */
export function createHotSensor(world: World): () => void {
  const { random } = world;
  let usualLeft = random.int(50, 200);
  let rising: { temperature: number; humidity: number } | undefined;
  return () => {
    if (rising === undefined && usualLeft-- > 0) {
      report(world, hotSensor, random.bell(19.5, 23.5, 1), Math.round(random.bell(41, 58, 0)));
      return;
    }
    rising ??= { temperature: 23, humidity: 56 };
    rising = {
      temperature: Math.min(40, Number((rising.temperature + random.share()).toFixed(1))),
      humidity: Math.min(75, rising.humidity + random.int(0, 3)),
    };
    report(world, hotSensor, rising.temperature, rising.humidity);
    if (random.chance(0.08)) {
      rising = undefined;
      usualLeft = random.int(50, 200);
    }
  };
}

/** Readings arrive up to five minutes late. */
function report(world: World, sensorid: string, temperature: number, humidity: number): void {
  const value = { sensortime: plainTime(world.now()), sensorid, temperature, humidity };
  world.after(world.random.int(0, 300 * second), () => world.emit({ topic: 'SENSOR.READINGS', key: sensorid, value }));
}
