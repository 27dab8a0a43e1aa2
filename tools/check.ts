/** `npm run check`: types, style and layers, generated files, repetitions. Says which of them failed; ends with 1 if any did. */
import { bin, run } from './run.ts';

const checks: readonly { readonly name: string; readonly command: string; readonly args: readonly string[] }[] = [
  { name: 'types', command: bin('tsc'), args: ['-b'] },
  { name: 'types of tests and tools', command: bin('tsc'), args: ['-p', 'tsconfig.test.json'] },
  { name: 'types of what runs in the browser', command: bin('tsc'), args: ['-p', 'tsconfig.browser.json'] },
  { name: 'style and layers', command: bin('biome'), args: ['check', '--error-on-warnings', '.'] },
  { name: 'layers of packages', command: process.execPath, args: ['tools/layers.ts'] },
  { name: 'regular expressions', command: process.execPath, args: ['tools/regexps.ts'] },
  { name: 'generated files', command: process.execPath, args: ['tools/gen.ts', '--check'] },
  { name: 'repetitions', command: bin('jscpd'), args: ['--config', '.jscpd.json', '.'] },
];

/** Runs all checks, so that one answer names everything that is wrong. */
export async function checkAll(): Promise<{ passed: string[]; failed: string[] }> {
  const passed: string[] = [];
  const failed: string[] = [];
  for (const { name, command, args } of checks) {
    console.log(`check: ${name}`);
    const { code, output } = await run(command, args);
    if (code === 127) console.error(output);
    (code === 0 ? passed : failed).push(name);
  }
  for (const name of failed) console.error(`check failed: ${name}`);
  return { passed, failed };
}

if (process.argv[1] === import.meta.filename) {
  const { failed } = await checkAll();
  process.exitCode = failed.length > 0 ? 1 : 0;
}
