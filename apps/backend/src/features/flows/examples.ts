import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Example } from '@headrace/api';
import { parseFlow } from '@headrace/flow';

const folder = join(import.meta.dirname, '../../../examples');

/** The flows that a newcomer finds, in the order of their file names. */
export function loadExamples(): Example[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const { name = '', description = '' } = parseFlow(text).document?.metadata ?? {};
      return { id: basename(file, '.yaml').replace(/^\d+-/, ''), title: titleOf(name), description, text };
    });
}

/** `orders-by-region`: Orders by region. */
function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
