import { defineConfig } from 'vitest/config';

const shared = {
  ...{ testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks' as const },
  setupFiles: ['test/helpers/setup.ts'],
};

export default defineConfig({
  test: {
    // Most of the time is spent in git and in other processes: a core that waits for them would stand idle.
    maxWorkers: '100%',
    reporters: ['default', ['json', { outputFile: process.env.IRC_TEST_REPORT ?? 'test-results.json' }]],
    projects: [
      { test: { ...shared, name: 'quick', include: ['test/**/*.test.ts'], exclude: ['test/long/**'] } },
      { test: { ...shared, name: 'long', include: ['test/long/**/*.test.ts'], testTimeout: 600_000 } },
    ],
  },
});
