import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['taken-back.ts'],
    globalSetup: join(import.meta.dirname, '..', '..', 'e2e', 'cluster', 'global-setup.ts'),
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
