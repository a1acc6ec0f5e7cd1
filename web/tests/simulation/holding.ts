/** What every page and every tablet holds at a moment, of tickets that were confirmed and of commands. */

import type { Ticket } from "../../src/core/documents.ts";
import type { Doc } from "../../src/core/replica.ts";
import type { Device, Tell } from "./device.ts";
import type { Page } from "./pages.ts";

interface Row {
  readonly page: string;
  readonly doc: Doc;
}

type Tasks = readonly { readonly id: string; readonly gen?: number; readonly state?: string }[];
type Held = Pick<Ticket, "id"> & {
  readonly revision?: number;
  readonly items?: readonly { readonly id: string; readonly tasks?: Tasks }[];
};

export function hold(devices: ReadonlyMap<string, Device>, tell: Tell): void {
  for (const [name, device] of devices) {
    for (const page of device.pages) {
      const { outbox } = page.driver.machine;
      tell(
        "held",
        "page",
        page.name,
        inPage(page).map(told),
        outbox.entries.map((entry) => entry.id),
      );
    }
    // What cannot be read now does not survive.
    if (device.disk.trouble !== "") continue;
    const commands = valuesOf<{ readonly id: string }>(device, "outbox").map((row) => row.id);
    tell("held", "storage", name, onDisk(device).map(told), commands);
  }
}

function inPage(page: Page): readonly Held[] {
  const { replica, salvage } = page.driver.machine;
  const parts = salvage.forks.flatMap((fork) => fork.parts.flat());
  return [...ticketsOf([...replica.docs.values()]), ...(parts as readonly unknown[] as readonly Held[])];
}

/** The documents that are of use to a page, and what was put aside. */
function onDisk(device: Device): readonly Held[] {
  const pages = new Set(valuesOf<{ readonly page: string }>(device, "base").map((row) => row.page));
  const rows = valuesOf<Row>(device, "docs").filter((row) => pages.has(row.page));
  const aside = valuesOf<{ readonly docs: readonly Row[] }>(device, "fork").flatMap((row) => row.docs);
  return ticketsOf([...rows, ...aside].map((row) => row.doc));
}

function valuesOf<T>(device: Device, store: string): readonly T[] {
  return [...device.disk.rows(store).values()].map((row) => row.value as T);
}

function ticketsOf(docs: readonly Doc[]): readonly Held[] {
  return docs.flatMap((doc) => (doc.kind === "ticket" ? [doc.value] : []));
}

function told({ id, revision = 0, items = [] }: Held): unknown {
  const tasks = items.flatMap((item) => item.tasks ?? []);
  return [id, revision, tasks.map((task) => [task.id, task.gen ?? 1, task.state ?? "queued"])];
}
