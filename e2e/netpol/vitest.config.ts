import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'netpol',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: './global-setup.ts',
    testTimeout: 600_000,
  },
});
