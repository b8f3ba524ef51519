// Preloaded into the backend: when the launcher is killed and cannot say goodbye, the channel to it
// closes, and a backend that nobody can see would keep the port and the database.
if (process.channel) {
  process.on('disconnect', () => process.exit(0));
  process.channel.unref();
}
