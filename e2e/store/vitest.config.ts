import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'store',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
