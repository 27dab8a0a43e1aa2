import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'sql',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: './global-setup.ts',
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
