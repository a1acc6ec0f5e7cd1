/** What is printed on a key: signs and letters here; the few that have words have them in the catalogs. */

const SIGNS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  Backquote: "`",
  Backslash: "\\",
  Backspace: "⌫",
  BracketLeft: "[",
  BracketRight: "]",
  Comma: ",",
  Equal: "=",
  IntlBackslash: "<",
  Minus: "−",
  Period: ".",
  Quote: "'",
  Semicolon: ";",
  Slash: "/",
  Add: "+",
  Decimal: ".",
  Divide: "÷",
  Multiply: "×",
  Subtract: "−",
};

const PLAIN = /^(?:Key|Digit)(.)$/;
const PAD = /^Numpad(.+)$/;
const SIDED = /^(Control|Shift|Alt|Meta)(Left|Right)$/;

export interface Cap {
  readonly sign: string;
  readonly pad: boolean;
  /** Of two keys that look alike. */
  readonly side: "Left" | "Right" | "";
}

/** `sign` is the code itself where nothing shorter is known. */
export function capOf(code: string): Cap {
  const pad = PAD.exec(code)?.[1];
  if (pad !== undefined) return { sign: SIGNS[pad] ?? pad, pad: true, side: "" };
  const sided = SIDED.exec(code);
  if (sided !== null) return { sign: sided[1] ?? code, pad: false, side: sided[2] === "Left" ? "Left" : "Right" };
  return { sign: PLAIN.exec(code)?.[1] ?? SIGNS[code] ?? code, pad: false, side: "" };
}
