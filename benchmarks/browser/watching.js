// Runs in every page before its own scripts, on whichever side: notes when figures change and how far things shift.
//
// A figure is what a reader came for: a picture, a table, a number. Its place does not count, its size and text do.
(() => {
  const FIGURES = [
    "canvas", "svg.marks", ".mapboxgl-map", ".maplibregl-map", ".js-plotly-plot", "iframe",
    "[data-testid=stMetric]", "[data-testid=stText]", "[data-testid=stTable]",
    ".slice_container table", ".header-line",
  ].join(",");
  const BUSY = [
    "[data-testid=stApp]:not([data-test-script-state=notRunning])", "[data-testid=stSkeleton]",
    ".loading", "[data-test=loading-indicator]",
  ].join(",");
  const watching = { first: null, last: null, figures: 0, seen: "", shifts: [], clicked: null };
  window.watching = watching;

  const figures = (root) =>
    [...root.querySelectorAll(FIGURES)].filter((found) => {
      const box = found.getBoundingClientRect();
      return box.width > 20 && box.height > 10;
    });
  const seen = (found) => found.map((one) => {
    const box = one.getBoundingClientRect();
    const text = one.matches("canvas, svg, iframe") ? "" : one.textContent;
    return `${one.tagName} ${Math.round(box.width)} ${Math.round(box.height)} ${text}`;
  }).join("\n");

  // Only after a change: to look at a large page in every frame would itself take as long as drawing it.
  let changed = true;
  new MutationObserver(() => { changed = true; }).observe(document, {
    attributeFilter: ["class", "height", "style", "width"], attributes: true, characterData: true, childList: true, subtree: true,
  });

  const look = () => {
    if (changed) lookOnce();
    requestAnimationFrame(look);
  };
  const lookOnce = () => {
    changed = false;
    if (watching.clicked && watching.clicked.at !== null && watching.isBusy()) watching.clicked.worked = true;
    const found = figures(document);
    const now = seen(found);
    if (now !== watching.seen) {
      // This frame is being made; it is painted by its end.
      const at = performance.now();
      if (found.length && watching.first === null) watching.first = at;
      watching.last = at;
      watching.seen = now;
      watching.figures = found.length;
    }
  };
  requestAnimationFrame(look);

  new PerformanceObserver((list) => {
    for (const shift of list.getEntries())
      if (!shift.hadRecentInput) watching.shifts.push([shift.startTime, shift.value]);
  }).observe({ type: "layout-shift", buffered: true });

  watching.isBusy = () => document.querySelector(BUSY) !== null;

  // From the next click on: when a part of the page last changed. What the control itself does is no answer.
  watching.watch = (part, control) => {
    const clicked = { at: null, changed: null, worked: false };
    watching.clicked = clicked;
    document.addEventListener("click", () => { clicked.at = performance.now(); }, { capture: true, once: true });
    new MutationObserver((changes) => {
      // What stands in a canvas is for screen readers: a table writes it a while after it was painted.
      const seen = ({ target }) => !control.contains(target) && !(target.closest ? target : target.parentElement)?.closest("canvas");
      if (clicked.at !== null && changes.some(seen))
        clicked.changed = performance.now();
    }).observe(part, { childList: true, characterData: true, subtree: true });
  };

  // A click that sets the server to work is answered when that is done; others are given a while to do so.
  watching.isAnswered = (quiet, longest) => {
    const { at, changed, worked } = watching.clicked;
    return at !== null && watching.isQuiet(Math.max(at, changed), worked ? quiet : longest);
  };

  watching.isQuiet = (since, milliseconds) => !watching.isBusy() && performance.now() - since > milliseconds;
})();
