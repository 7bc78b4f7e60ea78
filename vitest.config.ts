import { defineConfig } from 'vitest/config';

const shared = {
  ...{ testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks' as const },
  setupFiles: ['test/helpers/setup.ts'],
};

// Guides and conversations from end to end, every paper of every sample, what strangers send, and repositories that are made
// anew for each test: ten seconds to half a minute a file, and npm test should answer soon.
const thorough = [
  'test/commands/{action,article-questions,attach,clause-checks,damaged,doctor,doctor-hook,drivers,duplicates}.test.ts',
  'test/commands/{edit-editor,form,init,init-ci,log}.test.ts',
  'test/commands/{rename,render,report,strike,together,undo,validate-templates}.test.ts',
  'test/formats/injection.test.ts',
  'test/hostile/{git-config,schemas}.test.ts',
  'test/io/{apply-merge,apply-recover,merge-driver}.test.ts',
  'test/manual/{guides,json}.test.ts',
  'test/schemas/{actions,agreement-approvals,agreement-changes,agreement-dates,agreement-steps,expressions}.test.ts',
  'test/schemas/project-evaluations.test.ts',
  'test/templates/{draft,papers,shapes,style}.test.ts',
  'test/transcripts/*.test.ts',
];

export default defineConfig({
  test: {
    // Most of the time is spent in git and in other processes: a core that waits for them would stand idle.
    maxWorkers: '100%',
    reporters: ['default', ['json', { outputFile: process.env.IRC_TEST_REPORT ?? 'test-results.json' }]],
    projects: [
      { test: { ...shared, name: 'quick', include: ['test/**/*.test.ts'], exclude: ['test/long/**', ...thorough] } },
      { test: { ...shared, name: 'long', include: ['test/long/**/*.test.ts', ...thorough], testTimeout: 600_000 } },
    ],
  },
});
