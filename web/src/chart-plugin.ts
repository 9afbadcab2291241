/** A chart of a table: its first column of numbers by its first column of words. */

import * as Plot from "@observablehq/plot";
import type Yasr from "@zazuko/yasr";
import { colour } from "./page";

type Bindings = ReturnType<NonNullable<Yasr["results"]>["getBindings"]>;

export interface Series {
  category: string;
  number: string;
  points: { category: string; number: number }[];
}

/** More bars than this are not readable; the largest are shown. */
const MOST = 40;
const NUMBER = /#(integer|decimal|double|float|int|long|nonNegativeInteger|positiveInteger)$/;
const YEAR = /^\d{4}(-\d\d)*$/;

/** Returns what can be drawn of a table, or nothing where no column holds numbers. */
export function seriesOf(variables: string[], bindings: NonNullable<Bindings>): Series | null {
  const isNumber = (name: string): boolean =>
    bindings.some((row) => NUMBER.test(row[name]?.datatype ?? ""));
  const number = variables.find(isNumber);
  const category = variables.find((name) => !isNumber(name));
  if (!number || !category) return null;
  const points = bindings.map((row) => ({
    category: short(row[category]?.value ?? ""),
    number: Number(row[number]?.value ?? NaN),
  }));
  return { category, number, points: points.filter((point) => !Number.isNaN(point.number)) };
}

export class ChartPlugin {
  priority = 5;
  label = "Chart";
  hideFromSelection = false;

  constructor(private readonly yasr: Yasr) {}

  canHandleResults(): boolean {
    return this.series() !== null;
  }

  draw(): void {
    const series = this.series();
    if (series) this.yasr.resultsEl.replaceChildren(chart(series));
  }

  getIcon(): Element {
    const icon = document.createElement("span");
    icon.textContent = "▥";
    return icon;
  }

  private series(): Series | null {
    const results = this.yasr.results;
    const bindings = results?.getBindings();
    return results && bindings ? seriesOf(results.getVariables(), bindings) : null;
  }
}

function chart({ category, number, points }: Series): Element {
  const isTime = points.every((point) => YEAR.test(point.category));
  const shown = isTime
    ? [...points].sort((a, b) => (a.category < b.category ? -1 : 1))
    : [...points].sort((a, b) => b.number - a.number).slice(0, MOST);
  const axes = { label: category, domain: shown.map((point) => point.category) };
  const fill = colour("link");
  return isTime
    ? Plot.plot({
        x: axes,
        y: { label: number, grid: true },
        marks: [Plot.barY(shown, { x: "category", y: "number", fill, tip: true }), Plot.ruleY([0])],
      })
    : Plot.plot({
        marginLeft: 220,
        y: axes,
        x: { label: number, grid: true },
        marks: [Plot.barX(shown, { y: "category", x: "number", fill, tip: true }), Plot.ruleX([0])],
      });
}

function short(value: string): string {
  const name = value.startsWith("http") ? (value.split(/[/#]/).pop() ?? value) : value;
  return name.length > 36 ? `${name.slice(0, 35)}…` : name;
}
