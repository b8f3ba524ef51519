/** Whether a process of this machine runs, by its id. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's
    return error.code === 'EPERM';
  }
}
