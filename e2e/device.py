"""What a browser keeps for its screens, looked at and disturbed from outside the page."""

from __future__ import annotations

import json
from typing import Literal, NamedTuple

from playwright.sync_api import Page

KEPT = """
async ({ shell, patience }) => {
  const opened = () => new Promise((done) => {
    const asked = indexedDB.open("kds");
    asked.onsuccess = () => done(asked.result);
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onerror = () => done(null);
  });
  const looked = async () => {
    const sync = document.querySelector(".sync");
    const page = document.getElementById("kds-page");
    if (sync?.dataset.state !== "synced" || page === null) return false;
    if (shell && (navigator.serviceWorker.controller === null || !(await caches.match(location.href)))) return false;
    const { page: kind, stations } = JSON.parse(page.textContent);
    const db = await opened();
    if (db === null) return false;
    const head = await new Promise((done) => {
      const asked = db.transaction("base").objectStore("base").get(`${kind}/${stations.join("+")}`);
      asked.onsuccess = () => done(asked.result);
    });
    db.close();
    return head !== undefined && head.seq >= Number(/received (\\d+)/.exec(sync.textContent)[1]);
  };
  for (const until = performance.now() + patience; performance.now() < until; ) {
    if (await looked()) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}
"""
"""True when the page, its scripts and the documents up to its position are on the device; reads an English strip."""

PATIENCE_MS = 30_000

REFUSE = """
IDBFactory.prototype.open = function () { throw new DOMException("no storage here", "SecurityError"); };
"""

FULL = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...what) {
  if (window.deviceIsFull) throw new DOMException("no room left", "QuotaExceededError");
  return put.apply(this, what);
};
"""

COVERED = """(covered) => {
  if (window.paint === undefined) {
    window.paint = window.requestAnimationFrame.bind(window);
    window.unpainted = [];
  }
  const frame = (work) => { window.unpainted.push(work); return 0; };
  window.requestAnimationFrame = covered ? frame : window.paint;
  for (const [name, value] of [["hidden", covered], ["visibilityState", covered ? "hidden" : "visible"]])
    Object.defineProperty(document, name, { configurable: true, get: () => value });
  document.dispatchEvent(new Event("visibilitychange"));
  if (!covered) for (const work of window.unpainted.splice(0)) window.paint(work);
}"""
"""Chromium without a window paints every page; this one is as a page behind another tab: told so, and never painted."""

WAITING = """
new Promise((done) => {
  const asked = indexedDB.open("kds");
  asked.onsuccess = () => {
    const db = asked.result;
    const rows = db.transaction("outbox").objectStore("outbox").getAll();
    rows.onsuccess = () => {
      db.close();
      done(rows.result.map(({ id, page, command: { kind } }) => ({ id, page, kind })));
    };
  };
})
"""


class Waiting(NamedTuple):
    """A command that a browser keeps for the server."""

    id: str
    page: str
    kind: str


def is_kept(page: Page, *, shell: bool = True) -> None:
    """Waits until the screen could open again without a server."""
    assert page.evaluate(KEPT, {"shell": shell, "patience": PATIENCE_MS}), "the screen is not on the device"


def kept(page: Page) -> list[Waiting]:
    return [Waiting(**row) for row in page.evaluate(WAITING)]


def waits(page: Page) -> list[str]:
    """Their kinds."""
    return sorted(one.kind for one in kept(page))


def crash(page: Page) -> None:
    """The renderer dies without a word. Nobody waits for its answer, for it cannot give one."""
    with page.expect_event("crash"):
        target = page.context.new_cdp_session(page).send("Target.getTargetInfo")["targetInfo"]["targetId"]
        assert page.context.browser is not None
        browser = page.context.browser.new_browser_cdp_session()
        session = browser.send("Target.attachToTarget", {"targetId": target, "flatten": False})["sessionId"]
        message = json.dumps({"id": 1, "method": "Page.crash"})
        browser.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})


def cover(page: Page, *, covered: bool) -> None:
    """Another tab lies over it, or none any more."""
    page.evaluate(COVERED, covered)


def refuse_storage(page: Page) -> None:
    """From the next load on the browser lets nothing be kept."""
    page.add_init_script(REFUSE)


def wipe(page: Page, what: Literal["indexeddb", "all"]) -> None:
    """Somebody clears the data of this site."""
    origin = page.evaluate("location.origin")
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": what})


def fill(page: Page, *, full: bool) -> None:
    """The device has no room left for this page, or has some again."""
    page.evaluate("(full) => { window.deviceIsFull = full; }", full)


def may_get_full(page: Page) -> None:
    """From the next load on `fill` works. Chromium lets a page write for a while past a quota that is lowered."""
    page.add_init_script(FULL)
