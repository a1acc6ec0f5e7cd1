/** The name that a person gave for herself, kept on this device so that she types it once. */

const KEY = "kds-own-name";

export function ownName(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function rememberName(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Full or forbidden: it is asked again next time.
  }
}
