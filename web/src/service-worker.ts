/**
 * The shell of the screens, kept by the browser: pages and their scripts as one version, for when the server is away.
 * It never touches the API, the socket or the guests' pages.
 */

/** Filled in by the build: its own version, and every file of the screens under /static/. */
declare const APP: string;
declare const FILES: readonly string[];

/** What this file uses of a worker's world, which the page's types lack. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Lasting {
  readonly data: { readonly do: "take over" } | { readonly do: "keep"; readonly url: string };
  readonly source: { postMessage(message: unknown): void } | null;
}
interface Worker {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(on: "install" | "activate", work: (event: Lasting) => void): void;
  addEventListener(on: "fetch", work: (event: Fetching) => void): void;
  addEventListener(on: "message", work: (event: Told) => void): void;
}
const worker = self as unknown as Worker;

const PREFIX = "kds-shell-";
const SHELL = `${PREFIX}${APP}`;

/** The staff's pages and the board. */
const PAGES = /^\/(station\/[^/]+|expo|pos|board)$/;

/** A server that has not answered for this long is taken for away: people look at the glass now. */
const PATIENCE_MS = 2_000;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));

worker.addEventListener("message", (event) => {
  if (event.data.do === "take over") return event.waitUntil(worker.skipWaiting());
  event.source?.postMessage({ app: APP });
  event.waitUntil(fetched(new Request(event.data.url)).catch(() => undefined));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && PAGES.test(url.pathname)) event.respondWith(page(request, event));
  else if (url.pathname.startsWith("/static/") && isOurs(url)) event.respondWith(file(request));
});

async function install(): Promise<void> {
  const shell = await caches.open(SHELL);
  await shell.addAll(FILES.map((name) => new Request(`/static/${name}`, { cache: "reload" })));
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** Of this version: what names no version has a hash in its name. */
function isOurs(url: URL): boolean {
  return url.search === "" || url.searchParams.get("v") === APP;
}

async function file(request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  return (await shell.match(request, { ignoreSearch: true })) ?? fetch(request);
}

/** The server's page, or, where it does not come in time, the one that was kept. */
async function page(request: Request, event: Lasting): Promise<Response> {
  const kept = await keptPage(request);
  const fresh = fetched(request);
  if (kept === undefined) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  const late = new Promise<Response>((done) => setTimeout(() => done(kept), PATIENCE_MS));
  const answer = fresh.then((given) => (given.status >= 500 ? kept : given)).catch(() => kept);
  return Promise.race([answer, late]);
}

async function keptPage(request: Request): Promise<Response | undefined> {
  const shell = await caches.open(SHELL);
  return (await shell.match(request)) ?? shell.match(request, { ignoreSearch: true });
}

/** From the server. A page of this version is kept; a server that asks who we are makes us forget what we have. */
async function fetched(request: Request): Promise<Response> {
  const answer = await fetch(request);
  const shell = await caches.open(SHELL);
  if (answer.ok && !answer.redirected) {
    const copy = answer.clone();
    if ((await answer.clone().text()).includes(`v=${APP}"`)) await shell.put(request.url, copy);
  } else if (answer.type === "opaqueredirect" || answer.redirected || answer.status === 401) {
    const requests = await shell.keys();
    const pages = requests.filter((one) => PAGES.test(new URL(one.url).pathname));
    await Promise.all(pages.map((one) => shell.delete(one)));
  }
  return answer;
}
