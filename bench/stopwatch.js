/** Runs inside a measured page before its own scripts: notes when frames come and when things are painted. */

(() => {
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
    for (const { startTime, duration } of list.getEntries()) longTasks.push({ startTime, duration });
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

  async function pressedLook(row) {
    const { timeStamp } = await next("pointerdown");
    for (;;) {
      await new Promise(requestAnimationFrame);
      const looks = row.matches(":active");
      const at = await painted();
      if (looks) return at - timeStamp;
    }
  }

  async function tapped(row) {
    const { id, state } = row;
    const drawn = () => document.querySelector(id)?.getAttribute("data-state") === state;
    const { timeStamp } = await next("click");
    const done = seen(drawn);
    await seen(() => document.querySelector(".strip .waiting") !== null);
    const durable = seen(() => document.querySelector(".strip .waiting") === null && drawn());
    return { done: (await done) - timeStamp, durable: (await durable) - timeStamp };
  }

  window.stopwatch = {
    longTasks,
    /** `row` finds the row, `state` is what it will be. */
    armTap(row, state) {
      const look = pressedLook(document.querySelector(`${row} .dish`));
      const tap = tapped({ id: row, state });
      this.result = Promise.all([look, tap]).then(([pressed, { done, durable }]) => ({ pressed, done, durable }));
    },
    /** `ticket` is at the front: its card; else the counts, for it stands behind other pages. */
    armOrder(ticket, front) {
      const tally = () => document.querySelector(".tallies .tally b").textContent;
      const before = tally();
      const holds = front ? () => document.querySelector(`[data-ticket="${ticket}"]`) !== null : () => tally() !== before;
      frames.length = 0;
      this.result = seen(holds).then((paintedMs) => {
        const frame = frames.find(({ bytes }) => latin.decode(bytes).includes(ticket));
        return { paintedMs, frameMs: frame?.atMs ?? 0 };
      });
    },
    /** What changes in the page in so many seconds in which nothing happens but time. */
    async idle(seconds) {
      const kinds = {};
      const watcher = new MutationObserver((records) => {
        for (const { type, target, attributeName } of records) {
          const of = type === "characterData" ? target.parentElement : target;
          const what = `${type} ${attributeName ?? ""} ${of.localName}.${of.className}`;
          kinds[what] = (kinds[what] ?? 0) + 1;
        }
      });
      watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      await new Promise((done) => setTimeout(done, seconds * 1000));
      watcher.disconnect();
      return kinds;
    },
  };
})();
