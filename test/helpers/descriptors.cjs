// Loaded before irc: from the first record that is read, all but IRC_TEST_DESCRIPTORS of the files that a process may
// open at once are open. What fails then is the system itself.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const left = Number(process.env.IRC_TEST_DESCRIPTORS);
const { openSync, closeSync } = fs;
let isDone = false;

function openAll() {
  const held = [];
  try {
    for (;;) held.push(openSync('/dev/null', 'r'));
  } catch {
    for (const descriptor of held.slice(0, left)) closeSync(descriptor);
  }
}

fs.openSync = (path, ...rest) => {
  if (!isDone && String(path).includes('/records/')) {
    isDone = true;
    openAll();
  }
  return openSync(path, ...rest);
};
syncBuiltinESMExports();
