/** The files by which a code host checks the records on every push and pull request. */
import type { WorkspaceFile } from './workspace-files.ts';

export const codeHosts = ['github', 'gitlab'] as const;
export type CodeHost = (typeof codeHosts)[number];

/** Where the program is kept in the register itself, unless another place is named. */
export function keptPackage(version: string): string {
  return `.irc/irc-${version}.tgz`;
}

/**
 * What is wrong with the place that the program is to come from, or undefined: one version of a package of a registry,
 * an address, or a file below .irc/ of the register.
 */
export function packageFault(place: string): string | undefined {
  if (!/^[\w@./:+-]+$/.test(place)) return 'it may have letters, digits and the signs @ . / : + - _';
  const isFile = /^\.irc\/[\w.+-]+\.tgz$/.test(place);
  const isAddress = /^https:\/\//.test(place);
  const isVersion = /^(@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+[\w.+-]*$/.test(place);
  return isFile || isAddress || isVersion
    ? undefined
    : 'name one version (NAME@1.2.3), an address (https://…) or a file of the register (.irc/….tgz)';
}

/** The files for a code host. `place` tells where the program comes from. */
export function ciFiles(host: CodeHost, place: string): WorkspaceFile[] {
  if (host === 'github') {
    const byHand = 'compare it with that of a new register: irc init --ci github elsewhere';
    return [{ path: '.github/workflows/records.yml', text: github(place), byHand }];
  }
  return [
    { path: '.gitlab/records.yml', text: gitlab(place), byHand: 'compare it with that of a new register' },
    {
      path: '.gitlab-ci.yml',
      text: 'include:\n  - local: .gitlab/records.yml\n',
      byHand: 'add to its include: - local: .gitlab/records.yml',
    },
  ];
}

/** Without rights, secrets or programs of the pull request; what comes from it reaches a shell as a variable only. */
function github(place: string): string {
  return `# Checks the records on every push and pull request (irc init --ci github).
# It may read the repository and nothing else: no secrets, no right to write. Nothing that a pull request brings is run.
name: records
on:
  push:
    branches: [main, master]
  pull_request:
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    env:
      # One version of irc, which you chose. A file below .irc/ is taken from the base, never from a pull request.
      IRC_PACKAGE: ${place}
      BASE: \${{ github.event.pull_request.base.sha || github.event.before }}
      TRUSTED: \${{ github.event.pull_request.base.sha || github.sha }}
    steps:
      # Actions are named by commit, since a tag can be moved. To take a newer one, look its commit up.
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0
        with:
          node-version: 22
      - name: Install irc
        run: |
${indented(install('"$RUNNER_TEMP"', '$TRUSTED'), 10)}
      - name: Check what changed
        run: |
          set -- --format github --report "markdown=$RUNNER_TEMP/irc.md" --report "sarif=$RUNNER_TEMP/irc.sarif" --report "junit=$RUNNER_TEMP/irc-junit.xml"
          if git rev-parse --quiet --verify "$BASE^{commit}" >/dev/null; then set -- "$@" --changed "$BASE"; fi
          status=0
          irc validate "$@" || status=$?
          if [ -f "$RUNNER_TEMP/irc.md" ]; then cat "$RUNNER_TEMP/irc.md" >>"$GITHUB_STEP_SUMMARY"; fi
          exit "$status"
      - name: Check all records
        if: github.event_name == 'push'
        run: irc validate --quiet
      - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        if: always()
        with:
          name: irc
          path: |
            \${{ runner.temp }}/irc.md
            \${{ runner.temp }}/irc.sarif
            \${{ runner.temp }}/irc-junit.xml
          if-no-files-found: ignore
`;
}

function gitlab(place: string): string {
  return `# Checks the records on every push and merge request (irc init --ci gitlab).
# It needs no variables and no tokens of yours. Nothing that a merge request brings is run.
validate-records:
  # To hold one image fast, name it by digest: docker image inspect node:22-bookworm
  image: node:22-bookworm
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  timeout: 15 minutes
  variables:
    GIT_DEPTH: '0'
    # One version of irc, which you chose. A file below .irc/ is taken from the base, never from a merge request.
    IRC_PACKAGE: ${place}
  script:
    - |
      BASE="\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}"
      TRUSTED="\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_SHA}"
${indented(install('/tmp', '$TRUSTED'), 6)}
    - |
      set -- --report markdown=irc.md --report sarif=irc.sarif --report junit=irc-junit.xml
      if git rev-parse --quiet --verify "$BASE^{commit}" >/dev/null; then set -- "$@" --changed "$BASE"; fi
      irc validate "$@"
    - if [ -z "$CI_MERGE_REQUEST_DIFF_BASE_SHA" ]; then irc validate --quiet; fi
  artifacts:
    when: always
    paths: [irc.md, irc.sarif, irc-junit.xml]
    reports:
      junit: irc-junit.xml
`;
}

/** Shell lines. npm runs outside of the checkout, whose .npmrc and package.json are then not read. */
function install(folder: string, trusted: string): string {
  return `package=$IRC_PACKAGE
case "$IRC_PACKAGE" in
  .irc/*)
    package=${folder}/irc.tgz
    git show "${trusted}:$IRC_PACKAGE" >"$package" || {
      echo "$IRC_PACKAGE is not on the branch that this goes into: put it there first (npm pack in the folder of irc)." >&2
      exit 1
    } ;;
esac
(cd ${folder} && npm install --global --ignore-scripts --no-audit --no-fund "$package")`;
}

function indented(text: string, spaces: number): string {
  return text
    .split('\n')
    .map((line) => `${' '.repeat(spaces)}${line}`)
    .join('\n');
}
