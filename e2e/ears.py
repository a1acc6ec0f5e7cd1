"""Ears beside a screen: they note every tone that its loudspeaker makes and every sentence that its voice says."""

from __future__ import annotations

import json
from typing import Literal, TypeAlias, cast

from playwright.sync_api import Page

EARS = """
const voice = (lang) => ({ lang, localService: true });
window.ears = { tones: [], said: [], voices: [voice("zh-CN"), voice("en-US")] };
let hands = 0;
for (const sign of ["pointerup", "keydown"])
  addEventListener(sign, (event) => { hands += event.isTrusted ? 1 : 0; }, true);
window.AudioContext = class extends AudioContext {
  #open = false;
  get state() { return this.#open ? super.state : "suspended"; }
  async resume() {
    if (hands === 0) throw new DOMException("no hand has touched the page", "NotAllowedError");
    this.#open = true;
    await super.resume();
    this.dispatchEvent(new Event("statechange"));
  }
};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.ears.tones.push({ hz: Math.round(this.frequency.value), atMs: performance.now() });
  return start.apply(this, when);
};
window.SpeechSynthesisUtterance = class extends EventTarget {
  constructor(text) { super(); this.text = text; }
};
const synthesis = new EventTarget();
synthesis.getVoices = () => window.ears.voices;
synthesis.cancel = () => {};
synthesis.speak = (utterance) => {
  window.ears.said.push([utterance.lang, utterance.text]);
  setTimeout(() => utterance.dispatchEvent(new Event("end")));
};
Object.defineProperty(window, "speechSynthesis", { value: synthesis });
window.ears.count = ([hz, notes]) => Math.floor(window.ears.tones.filter((tone) => tone.hz === hz).length / notes);
window.ears.until = (wanted, ms) => new Promise((done, fail) => {
  const end = performance.now() + ms;
  const listen = () => {
    if (wanted()) done();
    else if (performance.now() > end) fail(new Error(`heard only ${JSON.stringify(window.ears)}`));
    else setTimeout(listen, 50);
  };
  listen();
});
"""
"""The loudspeaker is the browser's own, but for one thing: a driver's questions count as a hand there, so that it
would not always hold the sound back; here it does until a real press. It has no voice here, so one is put there."""

Sound: TypeAlias = Literal["new", "changed", "void", "late", "rush", "ready"]

SIGNATURES: dict[Sound, tuple[int, int]] = {
    "new": (880, 1),
    "changed": (988, 2),
    "void": (1480, 1),
    "late": (659, 2),
    "rush": (2093, 1),
    "ready": (1047, 1),
}
"""A tone, in Hz, that the sound has and no other, and how often it comes in it."""

PATIENCE_MS = 30_000
"""How long a sound may take to come: the longest pause between two is 20 s."""


class Ears:
    def __init__(self, page: Page) -> None:
        self._page = page

    def turn_on(self) -> None:
        """A person taps what says that there is no sound yet."""
        self._page.locator("[data-sound=blocked]").click()
        self._page.locator("[data-sound=blocked]").wait_for(state="detached")

    def counted(self, sound: Sound) -> int:
        """How often it was heard."""
        return cast("int", self._page.evaluate("(one) => window.ears.count(one)", SIGNATURES[sound]))

    def hear(self, sound: Sound, times: int = 1) -> None:
        """Wait until it was heard so often, from the beginning on."""
        self._until(f"window.ears.count({list(SIGNATURES[sound])}) >= {times}")

    def hear_nothing_for(self, ms: int) -> None:
        """Wait until the last tone, whichever, is so long ago."""
        self._until(f"performance.now() - (window.ears.tones.at(-1)?.atMs ?? 0) > {ms}")

    def hear_said(self, *sentences: str, times: int = 1) -> None:
        """Wait until each was said so often."""
        for sentence in sentences:
            self._until(f"window.ears.said.filter(([, text]) => text === {json.dumps(sentence)}).length >= {times}")

    def _until(self, wanted: str) -> None:
        self._page.evaluate(f"() => window.ears.until(() => {wanted}, {PATIENCE_MS})")

    def said(self) -> list[str]:
        return [text for _, text in self._page.evaluate("() => window.ears.said")]

    def have_only(self, *languages: str) -> None:
        """The device has a voice for these and for nothing else."""
        voices = [{"lang": language, "localService": True} for language in languages]
        self._page.evaluate(
            "(voices) => { window.ears.voices = voices; speechSynthesis.dispatchEvent(new Event('voiceschanged')); }",
            voices,
        )
