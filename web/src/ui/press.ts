/** What a finger is on looks pressed at once: the browser itself waits until it knows that the finger will not scroll. */

export function showPress(target: EventTarget, until: AbortSignal): void {
  const options = { capture: true, passive: true, signal: until };
  let pressed: Element | null = null;
  const lift = () => {
    pressed?.removeAttribute("data-down");
    pressed = null;
  };
  target.addEventListener(
    "pointerdown",
    (event) => {
      lift();
      pressed = event.target instanceof Element ? event.target.closest("button") : null;
      pressed?.setAttribute("data-down", "");
    },
    options,
  );
  for (const kind of ["pointerup", "pointercancel"]) target.addEventListener(kind, lift, options);
}
