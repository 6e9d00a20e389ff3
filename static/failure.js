// The panel that is left when the program cannot go on: plain HTML, so that it works when wasm does not.
//
// What the page may rely on:
// - `window.playgroundDocument`, if set, is a function that returns the current run document as text. It must not
//   call into wasm, which may be dead when it is needed.
// - `sessionStorage["playground.last-good"]` is the run document as last saved; used when the function is not there.
// - `data-stopped` on the root element says that the panel is shown: nothing is saved from then on.
// - The event `playground-panic` on `window` carries the panic's text as its `detail`.
// - Before the page is loaded again, `sessionStorage["playground.recover"]` is set to `last-good` or to `afresh`;
//   whoever restores the page reads and removes it.
(() => {
  const words = {
    en: {
      title: "The playground has stopped",
      advice:
        "A fault in the program made it stop. The run document below holds your work, and it is all that is needed to report the fault.",
      reload: "Reload into the last good state",
      afresh: "Start afresh",
      document: "Run document",
      noDocument: "(there is none: nothing had been saved yet)",
      copy: "Copy reason and run document",
      copied: "Copied",
      notCopied: "Copying was refused: select the text and copy it by hand",
    },
    ko: {
      title: "플레이그라운드가 멈췄습니다",
      advice:
        "프로그램 결함으로 실행이 멈췄습니다. 아래 실행 문서에 작업이 들어 있으며, 결함을 알릴 때에도 이 문서만 있으면 됩니다.",
      reload: "마지막 정상 상태로 다시 불러오기",
      afresh: "처음부터 시작",
      document: "실행 문서",
      noDocument: "(없음: 아직 저장된 것이 없습니다)",
      copy: "원인과 실행 문서 복사",
      copied: "복사했습니다",
      notCopied: "복사가 거부되었습니다. 텍스트를 선택해 직접 복사하세요",
    },
  };
  const element = (id) => document.getElementById(id);
  // Until the program runs nobody has chosen a language for the page.
  const language = () => {
    const { lang, dataset } = document.documentElement;
    const wanted = (dataset.started ? lang : navigator.language).slice(0, 2);
    return wanted in words ? wanted : "en";
  };
  const texts = () => words[language()];

  const stored = (key) => {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null; // Storage is refused.
    }
  };

  const runDocument = () => {
    try {
      return window.playgroundDocument?.() ?? stored("playground.last-good");
    } catch {
      return stored("playground.last-good");
    }
  };

  const loadAgain = (how) => {
    try {
      sessionStorage.setItem("playground.recover", how);
    } catch {
      // Storage is refused: nothing was kept that could be restored.
    }
    location.reload();
  };

  // The first failure is the cause; what follows it is mostly its consequence.
  const show = (reason) => {
    const panel = element("failure");
    if (!panel.hidden) return;
    const text = texts();
    element("failure-title").textContent = text.title;
    element("failure-advice").textContent = text.advice;
    element("failure-reason").textContent = reason;
    element("failure-reload").textContent = text.reload;
    element("failure-afresh").textContent = text.afresh;
    element("failure-document-label").textContent = text.document;
    element("failure-document").value = runDocument() ?? text.noDocument;
    element("failure-copy").textContent = text.copy;
    panel.lang = language();
    // The program may still be called: it writes nothing down any more.
    document.documentElement.dataset.stopped = "true";
    panel.hidden = false;
    panel.focus();
  };

  const described = (error, otherwise) =>
    error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ""}`.trim() : String(error ?? otherwise);

  addEventListener("playground-panic", (event) => show(String(event.detail)));
  addEventListener("error", (event) => {
    // Engines report this when a layout takes more than one frame; nothing is lost.
    if (event.message.startsWith("ResizeObserver loop")) return;
    show(described(event.error, event.message));
  });
  addEventListener("unhandledrejection", (event) => show(described(event.reason, "unhandled rejection")));

  element("failure-reload").addEventListener("click", () => loadAgain("last-good"));
  element("failure-afresh").addEventListener("click", () => loadAgain("afresh"));
  element("failure-copy").addEventListener("click", async () => {
    const text = `${element("failure-reason").textContent}\n\n${element("failure-document").value}\n`;
    const said = await navigator.clipboard.writeText(text).then(
      () => texts().copied,
      () => texts().notCopied,
    );
    element("failure-copied").textContent = said;
  });
})();
