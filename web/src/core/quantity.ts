/** Quantities as decimal strings, added up exactly; the same rules as `kds/kitchen/quantity.py`. */

const SHAPE = /^([0-9]{1,6})(?:\.([0-9]{1,3}))?$/;

/** The value in thousandths; 0 for what is no quantity. */
export function thousandths(text: string): number {
  const shape = SHAPE.exec(text);
  if (shape === null) return 0;
  return Number(shape[1]) * 1000 + Number((shape[2] ?? "").padEnd(3, "0"));
}

/** The decimal string of a whole number of thousandths: 1500 is "1.5". */
export function spell(value: number): string {
  const whole = Math.floor(value / 1000);
  const part = String(value % 1000)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return part === "" ? String(whole) : `${whole}.${part}`;
}

/** More than one portion, or more than a single measure of a weight, is drawn loud. */
export function isLoud(quantity: string): boolean {
  return thousandths(quantity) > 1000;
}
