import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { tail } from './progress.mjs';

const children = new Set();
let ending = false;

/** A command that ended badly; `tail` holds the end of what it wrote. */
export class CommandError extends Error {
  constructor(title, code, log) {
    super(`${title} failed (${code}). Its output is in ${log}`);
    this.log = log;
    this.tail = tail(log);
  }
}

/** Starts a command whose output goes to the file `log`, and ends it when this process is told to end. */
export function start(
  command,
  args,
  { cwd, env, log, append = false, ipc = false, ...options },
) {
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, append ? 'a' : 'w');
  const stdio = ['ignore', file, file, ...(ipc ? ['ipc'] : [])];
  const child = spawn(command, args, { cwd, env, stdio, ...options });
  closeSync(file);
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', () => children.delete(child));
  return child;
}

/** Starts a command that writes where we write. */
export function startVisibly(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: 'inherit' });
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', () => children.delete(child));
  return child;
}

/** Runs a command to its end. Throws a CommandError unless it exits with 0. */
export async function run(title, command, args, options) {
  const code = await exitOf(start(command, args, options));
  if (code !== 0) throw new CommandError(title, code, options.log);
}

/** The exit code of a child, or the name of the signal or error that ended it. */
export function exitOf(child) {
  if (child.exitCode !== null || child.signalCode) {
    return Promise.resolve(child.exitCode ?? child.signalCode);
  }
  return new Promise(resolve => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
    child.once('error', error => resolve(error.message));
  });
}

/** Asks a child to end, and insists after ten seconds. */
export async function stop(child) {
  const ended = exitOf(child);
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(insist);
}

/** On Ctrl-C and SIGTERM: ends all children, runs `cleanUp`, exits. Call it once, first. */
export function endTogether(cleanUp = async () => {}) {
  const end = async code => {
    if (ending) return;
    ending = true;
    await Promise.all([...children].map(stop));
    await cleanUp();
    process.exit(code);
  };
  process.on('SIGINT', () => end(130));
  process.on('SIGTERM', () => end(143));
  process.on('SIGHUP', () => end(129));
}

export function isEnding() {
  return ending;
}
