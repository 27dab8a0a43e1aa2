import { type JvmSetting, jvmFlags } from '../java/flags.ts';
import { serialFilterFlag } from './serial-filter.ts';

/** What Flink needs opened in a JVM of version 17 or newer. */
const exported = [
  'java.rmi/sun.rmi.registry',
  'java.security.jgss/sun.security.krb5',
  'jdk.compiler/com.sun.tools.javac.api',
];
const opened = [
  'java.lang',
  'java.net',
  'java.io',
  'java.nio',
  'sun.nio.ch',
  'java.lang.reflect',
  'java.text',
  'java.time',
  'java.util',
  'java.util.concurrent',
  'java.util.concurrent.atomic',
  'java.util.concurrent.locks',
];

/** The module flags of Flink's JVM. */
export const moduleFlags: readonly string[] = [
  ...exported.map((name) => `--add-exports=${name}=ALL-UNNAMED`),
  ...opened.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
];

/** All flags of the JVM that runs a local Flink, but for its class path and the properties that name its files. */
export const flinkFlags = (setting: JvmSetting): string[] => [...jvmFlags(setting), ...moduleFlags, serialFilterFlag];
