import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'up',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 30_000,
  },
});
