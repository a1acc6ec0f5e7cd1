/** A task of a ticket: who works on it, which screens have painted it, and who covers its station. */

export type TaskState = "waiting" | "queued" | "started" | "done" | "void";
export type Level = "" | "attention" | "late";

/** One step of one item at one station; `gen` rises with each recall and each change of the food. */
export interface Task {
  readonly id: string;
  readonly station: string;
  readonly state: TaskState;
  readonly gen: number;
  readonly chain: number;
  readonly step: number;
  /** Why it is waiting. */
  readonly wait: "" | "held" | "due" | "step" | "recovered";
  /** What is made here when it is not the dish itself (a modifier task: "fries"). */
  readonly name: string;
  /** Only on modifier tasks; empty: the item's own. */
  readonly quantity: string;
  readonly remake: boolean;
  readonly estimate_s: number;
  readonly attention_s: number;
  readonly late_s: number;
  readonly attention_ms: number;
  readonly late_ms: number;
  readonly level: Level;
  readonly queued_ms: number;
  readonly started_ms: number;
  readonly done_ms: number;
  readonly started_by: string;
  readonly done_by: string;
  /** Command id of the bump that stands; a recall must name it. */
  readonly bump: string;
  /** The first painting at its own station, of the generation that it names. */
  readonly shown: Sighting | null;
  /** The generation of which the pass was warned that no screen of the station has painted it. */
  readonly unshown: number;
  readonly cover: Cover | null;
}

/** A live screen has painted a task, also where the card stands behind "more". */
export interface Sighting {
  readonly gen: number;
  readonly at_ms: number;
  /** Name of the screen. */
  readonly by: string;
}

/** A task stands at another station too, since its own does not show it. */
export interface Cover {
  /** Empty: the kitchen file names no backup, so the pass must see to it. */
  readonly station: string;
  readonly since_ms: number;
  readonly why: "unshown" | "silent";
  /** Who handed it over; empty for the clock. */
  readonly by: string;
  readonly shown: Sighting | null;
}
