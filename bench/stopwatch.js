/** Runs inside a measured page before its own scripts: notes when frames come and when things are painted. */

(() => {
  const PATIENCE_MS = 10_000;
  const FINGERTIP_PX = 20;
  const frames = [];
  const longTasks = [];
  const Native = WebSocket;
  const latin = new TextDecoder("latin1");

  window.WebSocket = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data, timeStamp }) => {
        if (data instanceof ArrayBuffer) frames.push({ atMs: timeStamp, bytes: data });
        if (frames.length > 64) frames.shift();
      });
    }
  };

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: "longtask", buffered: true });

  /** A message that is sent in a frame's callbacks arrives after the frame was painted. */
  function painted() {
    return new Promise((done) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(0);
      });
    });
  }

  /** When the first frame was painted in which `holds` is true of the document. */
  function seen(holds) {
    return new Promise((done) => {
      const look = () => {
        if (!holds()) return;
        watcher.disconnect();
        done(painted());
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    });
  }

  function next(kind) {
    return new Promise((done) => addEventListener(kind, done, { capture: true, once: true }));
  }

  /** Null: the finger missed, for instance because the cards had just moved. */
  function inTime(result) {
    return Promise.race([result, new Promise((done) => setTimeout(done, PATIENCE_MS, null))]);
  }

  async function pressed(row) {
    const { timeStamp } = await next("pointerdown");
    return (await seen(() => row.matches(":is(:active, [data-down])"))) - timeStamp;
  }

  async function tapped(row, state) {
    const drawn = () => document.querySelector(row)?.getAttribute("data-state") === state;
    let sent = false;
    const answered = () => {
      const waits = document.querySelector(".strip .waiting") !== null;
      sent ||= waits;
      return sent && !waits && drawn();
    };
    const { timeStamp } = await next("click");
    const moments = await Promise.all([seen(drawn), seen(answered)]);
    return moments.map((atMs) => atMs - timeStamp);
  }

  window.stopwatch = {
    longTasks,
    /** `row` finds the row, `state` is what it will be. */
    armTap(row, state) {
      const both = Promise.all([pressed(document.querySelector(`${row} .dish`)), tapped(row, state)]);
      this.result = inTime(both.then(([looks, [done, durable]]) => ({ pressed: looks, done, durable })));
    },
    /** `ticket` is at the front: its card; else the counts, for it stands behind other pages. */
    armOrder(ticket, front) {
      const tally = () => document.querySelector(".tallies .tally b").textContent;
      const before = tally();
      const holds = front ? () => document.querySelector(`[data-ticket="${ticket}"]`) !== null : () => tally() !== before;
      frames.length = 0;
      const both = seen(holds).then((paintedMs) => {
        const frame = frames.find(({ bytes }) => latin.decode(bytes).includes(ticket));
        return { paintedMs, frameMs: frame.atMs };
      });
      this.result = inTime(both);
    },
    /** A row where a finger fits; null: there is none. */
    choose(rows, chance) {
      const bar = document.querySelector("kds-bar").getBoundingClientRect();
      const here = [...document.querySelectorAll(`kds-card ${rows}`)].filter((row) => {
        const open = row.querySelector('.dish[aria-disabled="false"]') !== null;
        return open && row.querySelector("[data-unconfirmed]") === null && row.getBoundingClientRect().bottom < bar.top;
      });
      if (here.length === 0) return null;
      const row = here[Math.floor(chance * here.length)];
      const { left, top, width } = row.querySelector(".dish").getBoundingClientRect();
      const key = row.dataset.task === undefined ? "item" : "task";
      return { row: `kds-card [data-${key}="${row.dataset[key]}"]`, x: left + width / 2, y: top + FINGERTIP_PX };
    },
    /** How many elements and texts change in so many seconds. */
    async changed(seconds) {
      let count = 0;
      const watcher = new MutationObserver((records) => {
        count += new Set(records.map(({ target }) => target)).size;
      });
      watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      await new Promise((done) => setTimeout(done, seconds * 1000));
      watcher.disconnect();
      return count;
    },
  };
})();
