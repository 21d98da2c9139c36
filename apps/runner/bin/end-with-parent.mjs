// Preloaded into child processes: when the parent's IPC channel closes (it ended, even by SIGKILL), so do they.
process.once("disconnect", () => process.exit(0));
