/** Drawings of what the tables of the page say: positions over time, and who asks whom. */

import * as Plot from "@observablehq/plot";
import { drawChord, type Wish } from "./chord";
import { colour, configuration, element } from "./page";

interface Configuration {
  /** Groups of stances with their names in the language of the page. */
  polarities: { key: string; label: string }[];
  years: { year: string; counts: number[] }[];
  wishes: Wish[];
  axis: string;
}

const config = configuration<Configuration>();

function timeline(): void {
  const rows = config.years.flatMap(({ year, counts }) =>
    config.polarities.map(({ label }, index) => ({ year, label, count: counts[index] ?? 0 })),
  );
  if (config.years.length < 2) return;
  const chart = Plot.plot({
    width: Math.min(document.body.clientWidth - 40, 900),
    height: 280,
    marginLeft: 50,
    color: {
      legend: true,
      domain: config.polarities.map(({ label }) => label),
      range: config.polarities.map(({ key }) => colour(key)),
    },
    x: { label: null, type: "band" },
    y: { grid: true, label: config.axis },
    marks: [
      Plot.barY(rows, { x: "year", y: "count", fill: "label", tip: true }),
      Plot.ruleY([0]),
    ],
  });
  // The bars beside it say the same in words.
  chart.setAttribute("aria-hidden", "true");
  element("timeline").prepend(chart);
}

timeline();
const drawing = drawChord(config.wishes);
if (drawing) {
  // The table below says the same in words.
  drawing.setAttribute("aria-hidden", "true");
  element("wishes").append(drawing);
}
