/** The gate before a page, in words that the oldest browser knows: it lets the page's script in, or says why it cannot come. */

/** Its number, put in by the build. */
declare var OLDEST_CHROMIUM: string;

(() => {
  /** The bundle speaks to Chromium from this version on. */
  var oldest = Number(OLDEST_CHROMIUM);
  /** Between two looks whether the server is back, ms. */
  var AGAIN_MS = 5000;
  /** By then the first paint is through, ms. */
  var IDLE_MS = 200;
  var here = document.currentScript as HTMLScriptElement;
  var boot = document.getElementById("kds-boot") as HTMLElement;

  function show(what: string, detail: string): void {
    Array.prototype.forEach.call(boot.querySelectorAll("[data-case]"), (one: HTMLElement) => {
      one.hidden = one.getAttribute("data-case") !== what;
      Array.prototype.forEach.call(one.querySelectorAll("[data-detail]"), (place: HTMLElement) => {
        place.textContent = detail;
      });
    });
  }

  /** What it lacks, or its name where that says enough; empty: it will do. */
  function lacking(): string {
    var named = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
    if (named !== null && Number(named[1]) < oldest) return named[0].replace("/", " ");
    if (!("noModule" in HTMLScriptElement.prototype)) return "module";
    if (!("replaceChildren" in Element.prototype)) return "replaceChildren";
    if (!("getAnimations" in Document.prototype)) return "getAnimations";
    return CSS.supports("selector(:is(a))") ? "" : ":is()";
  }

  /** Looks for the server until it answers, then loads the page again. */
  function lost(): void {
    show("lost", "");
    setTimeout(() => {
      var look = new XMLHttpRequest();
      look.open("GET", "/api/v1/healthz");
      look.onload = () => (look.status === 200 ? location.reload() : lost());
      look.onerror = lost;
      look.send();
    }, AGAIN_MS);
  }

  var lack = lacking();
  if (lack !== "") {
    show("old", lack);
    return;
  }
  window.addEventListener("error", (event) => {
    // Once the page is on the glass, the boot text is gone and this is not its affair.
    if (boot.parentNode !== null) show("fault", event.message);
  });
  // Safari does not say when it is idle; a moment later will do.
  if (!("requestIdleCallback" in window)) {
    (window as Window).requestIdleCallback = (act) => setTimeout(act, IDLE_MS);
  }
  var page = document.createElement("script");
  page.type = "module";
  page.src = here.getAttribute("data-page") as string;
  page.onerror = lost;
  document.head.appendChild(page);
})();
