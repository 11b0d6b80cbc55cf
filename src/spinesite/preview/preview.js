// Loads the page again when the sources have changed. A hidden page lets go of its connection: a browser has few.
(() => {
  const { state, events } = document.currentScript.dataset;
  let source = null;
  const close = () => {
    source?.close();
    source = null;
  };
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(events);
    source.addEventListener("message", (event) => {
      if (event.data === state) return;
      close();
      location.reload();
    });
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
})();
