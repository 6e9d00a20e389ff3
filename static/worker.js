// A worker of the page: the same program from the same script, without a second download or compilation of it.
// The page sends once what it has compiled, and the task. A failure reaches the page as an error of the worker.
addEventListener(
  "message",
  async ({ data: { program, module, parts, task } }) => {
    globalThis.playgroundParts = parts;
    globalThis.playgroundTask = task;
    try {
      const { default: start } = await import(new URL(program, location.href));
      await start({ module_or_path: module });
    } catch (error) {
      // As the rejection of a promise it would stay in here.
      setTimeout(() => {
        throw error;
      });
    }
  },
  { once: true },
);
