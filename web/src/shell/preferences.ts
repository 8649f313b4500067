/** How close rows and controls stand: as the pointer asks, or as the reader chose. */
export type Density = "auto" | "compact" | "comfortable";

const densityKey = "switchyard-density";
const railKey = "switchyard-rail";

/** What the reader chose in this browser; public/color-scheme.js applies it before the first paint. */
export function chosenDensity(): Density {
  const stored = localStorage.getItem(densityKey);
  return stored === "compact" || stored === "comfortable" ? stored : "auto";
}

/** Keeps the choice and applies it at once. */
export function chooseDensity(next: Density) {
  if (next === "auto") {
    localStorage.removeItem(densityKey);
    delete document.documentElement.dataset.density;
    return;
  }
  localStorage.setItem(densityKey, next);
  document.documentElement.dataset.density = next;
}

/** Whether the rail shows words or icons only; undefined lets the window's width decide. */
export function chosenRail(): "wide" | "narrow" | undefined {
  const stored = localStorage.getItem(railKey);
  return stored === "wide" || stored === "narrow" ? stored : undefined;
}

export function chooseRail(next: "wide" | "narrow") {
  localStorage.setItem(railKey, next);
}
