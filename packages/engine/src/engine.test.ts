import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { UserError } from '@headrace/text';
import { beforeEach, describe, expect, test } from 'vitest';
import { type EngineOptions, enginePorts, startEngine } from './engine.ts';
import { issueFlinkKeys } from './flink/keys.ts';
import { freePorts } from './process/ports.ts';
import { isRehearsed, rehearse } from './rehearsal/rehearse.ts';
import { type Folder, testFolder } from './testing/folder.ts';

let folder: Folder;
let options: EngineOptions;
beforeEach(async () => {
  folder = testFolder();
  const [kafka = 0, controller = 0, jobManager = 0, sqlGateway = 0, blob = 0] = await freePorts(5);
  options = {
    home: {
      java: java('exit 3', 'exit 4'),
      kafkaJars: folder.at('jars', 'kafka'),
      flinkJars: folder.at('jars', 'flink'),
      kafkaStarter: folder.at('kafka-starter.jar'),
      flinkStarter: folder.at('flink-starter.jar'),
      flinkJson: folder.at('json.jar'),
      warmUp: folder.write('warm-up.sql', 'A;\nB;\nC;\nD'),
      log4j: folder.at('log4j2.properties'),
      rehearsed: { kafka: folder.at('k.jsa'), flink: folder.at('f.jsa'), note: folder.at('rehearsed.txt') },
    },
    dataDir: folder.at('data'),
    ports: { kafka, controller, jobManager, sqlGateway, blob },
    flinkKeys: await issueFlinkKeys(folder.at('keys')),
  };
});

/** A `java` that notes its arguments for each main class, and does as the scripts for Kafka and Flink say. */
function java(kafka: string, flink: string): string {
  const note = (name: string) => `echo "$FLINK_CONF_DIR $@" >> ${folder.at(name)}`;
  return folder.program(
    'java',
    [
      'case "$*" in',
      `*StorageTool*) ${note('storage')};;`,
      `*kafka.Kafka*) ${note('kafka')}; ${kafka};;`,
      `*) ${note('flink')}; ${flink};;`,
      'esac',
    ].join('\n'),
  );
}
const using = (script: string): EngineOptions => ({ ...options, home: { ...options.home, java: script } });
const argumentsOf = (name: string) => readFileSync(folder.at(name), 'utf8').trim();
const noted = () => readdirSync(folder.at('data', 'run')).filter((name) => name.endsWith('.pid'));
const forever = 'exec sleep 60';

describe('an engine that cannot start', () => {
  test('says which part ended, with its last words and its log', async () => {
    const failed = await startEngine(using(java(forever, 'echo "Error: no space left"; exit 4'))).catch((e) => e);
    expect(failed).toBeInstanceOf(UserError);
    expect(failed.message).toMatch(/^Flink ended while it was starting \(exit code 4\)/);
    expect(failed.message).toContain('Error: no space left');
    expect(failed.message).toContain(folder.at('data', 'logs', 'flink.log'));
    // Kafka would have had a minute to become ready.
    expect(noted()).toEqual([]);
  });

  test('leaves no process where both end', async () => {
    await expect(startEngine(options)).rejects.toThrow(/^(Kafka|Flink) ended while it was starting \(exit code [34]\)/);
    expect(noted()).toEqual([]);
  });

  test('that is stopped while it starts leaves no process', async () => {
    const stop = new AbortController();
    const starting = startEngine({ ...using(java(forever, forever)), signal: stop.signal });
    const outcome = starting.catch((error) => error);
    while (!existsSync(folder.at('kafka')) || !existsSync(folder.at('flink')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(noted().sort()).toEqual(['flink.pid', 'kafka.pid']);
    stop.abort();
    expect((await outcome).message).toContain('was stopped while it was starting');
    expect(noted()).toEqual([]);
  });
});

describe('what the processes are given', () => {
  const kafkaCredentials = { username: 'headrace', password: 'a very secret word' };

  test('heaps, by default and as asked for', async () => {
    await startEngine(options).catch(() => {});
    expect(argumentsOf('kafka')).toContain('-Xmx256m');
    expect(argumentsOf('flink')).toContain('-Xmx400m');
    await startEngine({ ...options, heap: { kafka: '1g', flink: '2g' } }).catch(() => {});
    expect(argumentsOf('kafka').split('\n').at(-1)).toContain('-Xmx1g');
    expect(argumentsOf('flink').split('\n').at(-1)).toContain('-Xmx2g');
  });

  test('no password on the command line or in the configuration, only in files of their owner', async () => {
    await startEngine({ ...options, kafkaCredentials }).catch(() => {});
    for (const name of ['storage', 'kafka', 'flink'])
      expect(argumentsOf(name)).not.toContain(kafkaCredentials.password);
    for (const name of ['kafka/server.properties', 'flink/conf/config.yaml'])
      expect(readFileSync(folder.at('data', name), 'utf8')).not.toContain(kafkaCredentials.password);
    for (const name of ['kafka/broker.jaas', 'flink/conf/kafka.jaas']) {
      expect(readFileSync(folder.at('data', name), 'utf8')).toContain(kafkaCredentials.password);
      expect(statSync(folder.at('data', name)).mode & 0o077).toBe(0);
    }
  });

  test('listeners on the loopback address only', async () => {
    await startEngine(options).catch(() => {});
    const broker = readFileSync(folder.at('data', 'kafka', 'server.properties'), 'utf8');
    for (const listener of broker.match(/\w+:\/\/[^,\s]*/g) ?? []) expect(listener).toMatch(/:\/\/127\.0\.0\.1:\d+$/);
    expect(broker).toContain(`127.0.0.1:${options.ports.kafka}`);
    const flink = readFileSync(folder.at('data', 'flink', 'conf', 'config.yaml'), 'utf8');
    expect(flink).not.toContain('0.0.0.0');
    expect(flink).toContain(String(options.ports.sqlGateway));
  });

  test('temporary files of an earlier Flink are gone, its savepoints are not', async () => {
    folder.write('data/flink/tmp/blob', 'x');
    folder.write('data/flink/savepoints/s-1/_metadata', 'x');
    await startEngine(options).catch(() => {});
    expect(existsSync(folder.at('data', 'flink', 'tmp', 'blob'))).toBe(false);
    expect(existsSync(folder.at('data', 'flink', 'savepoints', 's-1', '_metadata'))).toBe(true);
  });

  test('an offset moves all ports by the same', () => {
    const [usual, moved] = [enginePorts(), enginePorts(1000)];
    for (const name of Object.keys(usual) as (keyof typeof usual)[]) expect(moved[name]).toBe(usual[name] + 1000);
    expect(new Set(Object.values(usual)).size).toBe(5);
  });
});

describe('a rehearsal that fails', () => {
  const rehearsal = (signal = new AbortController().signal) =>
    rehearse({ home: options.home, scratch: folder.at('scratch'), signal });

  test('leaves a note with the reason, so that it is not tried again, and nothing else', async () => {
    expect(isRehearsed(options.home)).toBe(false);
    await rehearsal();
    expect(isRehearsed(options.home)).toBe(true);
    expect(readFileSync(options.home.rehearsed.note, 'utf8')).toMatch(
      /^The rehearsal failed, so starts go without it: (?:Kafka|Flink) ended while it was starting/,
    );
    expect(existsSync(folder.at('scratch'))).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.includes('.jsa'))).toEqual([]);
  });

  test('because somebody stopped it leaves no note: the next start rehearses', async () => {
    await expect(rehearsal(AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(isRehearsed(options.home)).toBe(false);
    expect(existsSync(folder.at('scratch'))).toBe(false);
  });
});
