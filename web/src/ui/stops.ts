/** What the keys can reach on the page right now, read from its buttons. */

import { type Glass, type Group, kindOf } from "../core/keys/glass.ts";

/** Every button that keys walk to has `data-nav`, its value the kind of stop it is. */
const STOPS = "[data-nav]";

type Owner = Pick<Group, "id" | "kind" | "place">;
type Owned = Owner & { readonly buttons: HTMLElement[] };

export interface Seen {
  readonly glass: Glass;
  /** By group, in the order of its stops. */
  readonly buttons: ReadonlyMap<string, readonly HTMLElement[]>;
}

const PANEL: Owner = { id: "panel", kind: "panel", place: 0 };
const LANE: Owner = { id: "lane", kind: "lane", place: 0 };
/** Strip and bar. */
const MENU: Owner = { id: "menu", kind: "menu", place: 0 };

function ownerOf(button: HTMLElement): Owner {
  const card = button.closest<HTMLElement>("kds-card");
  if (card !== null) return { id: card.dataset.slot ?? "", kind: "card", place: Number(card.dataset.place) };
  return button.closest("kds-lane") === null ? MENU : LANE;
}

/** The probe's buttons have a size, and nobody sees them. */
function canBePressed(button: HTMLElement): boolean {
  return button.offsetParent !== null && !button.matches(":disabled, kds-probe *");
}

/** `unsteady`: cards have just moved. */
export function look(root: Element, unsteady: boolean): Seen {
  const dialog = root.querySelector("dialog[open]");
  const found = new Map<string, Owned>();
  const owned = (owner: Owner): Owned => {
    const one = found.get(owner.id) ?? { ...owner, buttons: [] };
    found.set(owner.id, one);
    return one;
  };
  // A panel or a lane with nothing to press is there all the same.
  if (dialog !== null) owned(PANEL);
  else if (root.querySelector("kds-lane") !== null) owned(LANE);
  for (const button of (dialog ?? root).querySelectorAll<HTMLElement>(STOPS))
    if (canBePressed(button)) owned(dialog === null ? ownerOf(button) : PANEL).buttons.push(button);
  const all = [...found.values()];
  const groups = all.map(({ id, kind, place, buttons }) => ({
    id,
    kind,
    place,
    stops: buttons.map((button) => kindOf(button.dataset.nav ?? "")),
  }));
  const [at = null] = all.flatMap(({ id, buttons }) => {
    const stop = buttons.indexOf(document.activeElement as HTMLElement);
    return stop < 0 ? [] : [{ group: id, stop }];
  });
  return { glass: { groups, at, unsteady }, buttons: new Map(all.map(({ id, buttons }) => [id, buttons])) };
}
