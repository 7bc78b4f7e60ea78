// Loaded before irc: ends it, as kill -9 does, at the n-th call that changes files or starts git, or makes that call fail.
const fs = require('node:fs');
const childProcess = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');

const [how, at, code = 'ENOSPC'] = (process.env.IRC_TEST_FAULT ?? '').split(':');
const say = fs.writeSync;
let calls = 0;

function isDue() {
  calls += 1;
  if (calls !== Number(at)) return false;
  say(2, '(fault)');
  return true;
}

const changing = [
  ...['renameSync', 'linkSync', 'unlinkSync', 'mkdirSync', 'rmdirSync', 'rmSync', 'writeSync', 'copyFileSync'],
  ...['chmodSync', 'writeFileSync'],
  // Whether the disk was waited for changes nothing for a process that is killed.
  ...(how === 'fail' ? ['fsyncSync'] : []),
];
for (const name of changing) {
  const original = fs[name];
  fs[name] = (...args) => {
    if (isDue()) {
      if (how === 'kill') process.kill(process.pid, 'SIGKILL');
      throw Object.assign(new Error(`${code}: made to fail, ${name}`), { code, syscall: name });
    }
    return original(...args);
  };
}

// A git that was started goes on by itself. Those that only read are told by their first option.
const { spawn } = childProcess;
childProcess.spawn = (...args) => {
  const due = how === 'kill' && !args[1].includes('--no-pager') && isDue();
  const child = spawn(...args);
  if (due) process.kill(process.pid, 'SIGKILL');
  return child;
};
syncBuiltinESMExports();
