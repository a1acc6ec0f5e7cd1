import assert from "node:assert/strict";
import { test } from "node:test";
import { SOUNDS } from "../src/core/sounds.ts";
import { spokenNumber, voiceFor } from "../src/core/speech.ts";
import { TUNES } from "../src/core/tunes.ts";

const voice = (lang: string, localService = true) => ({ lang, localService });

test("a long number, or one that begins with a zero, is said digit by digit", () => {
  const said = ["38", "138", "007", "A001", "美 38", "DD-7120"].map(spokenNumber);
  assert.deepEqual(said, ["38", "1 3 8", "0 0 7", "A 0 0 1", "美 38", "DD- 7 1 2 0"]);
});

test("a script finds the voice of its region, however the device writes it", () => {
  const voices = [voice("en-US"), voice("zh-TW"), voice("zh_CN")];
  assert.equal(voiceFor(voices, "zh-Hans")?.lang, "zh_CN");
  assert.equal(voiceFor(voices, "zh-Hant")?.lang, "zh-TW");
  assert.equal(voiceFor(voices, "en")?.lang, "en-US");
});

test("a voice of another region is better than none, and one on the device better than one of the network", () => {
  assert.equal(voiceFor([voice("zh-HK")], "zh-Hans")?.lang, "zh-HK");
  assert.equal(voiceFor([voice("en-US", false), voice("en-GB")], "en")?.lang, "en-GB");
});

test("a language without a voice has none", () => {
  assert.equal(voiceFor([voice("de-DE"), voice("eno-XX")], "en"), null);
  assert.equal(voiceFor([], "zh-Hans"), null);
});

test("every sound is short and goes its own way", () => {
  const shapes = SOUNDS.map((sound) => TUNES[sound].map(({ hz, atMs }) => `${hz}@${atMs}`).join());
  assert.equal(new Set(shapes).size, SOUNDS.length);
  for (const sound of SOUNDS) assert.ok(Math.max(...TUNES[sound].map(({ atMs, ms }) => atMs + ms)) <= 1_200, sound);
});
