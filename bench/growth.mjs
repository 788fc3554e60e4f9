// Draws how the cost of the allocation grows with the people, from bench/results/allocation.json.
// usage: node bench/growth.mjs        writes docs/allocation-growth.svg (bin/bench allocation calls it)
// Both axes are logarithmic: a cost in proportion to the people is a line of slope one, drawn dashed from our first point.
import { readFileSync, writeFileSync } from "node:fs";

const { unit_demand: rows } = JSON.parse(readFileSync("bench/results/allocation.json", "utf8"));
const shown = rows.filter((row) => row.objective === "value" && row.spread === 1000 && row.fill === 0.7 && row.finished);
const curves = [
  ["ours", "jalon", "#0b5394", ""],
  ["network_simplex", "LEMON, network simplex", "#b45f06", "6 3"],
  ["cost_scaling", "LEMON, cost scaling", "#38761d", "2 3"],
  ["highs", "HiGHS (WebAssembly)", "#741b47", "8 3 2 3"],
];

const frame = { left: 70, right: 560, top: 30, bottom: 360 };
const people = [1e3, 1e6];
const seconds = [1e-3, 1e2];
const scale = (value, [low, high], from, to) => from + ((Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))) * (to - from);
const x = (value) => scale(value, people, frame.left, frame.right);
const y = (value) => scale(value, seconds, frame.bottom, frame.top);
const round = (value) => value.toFixed(1);

const parts = [];
for (let p = 1e3; p <= 1e6; p *= 10) {
  parts.push(`<path class="grid" d="M${round(x(p))} ${frame.top}V${frame.bottom}"/>`);
  parts.push(`<text x="${round(x(p))}" y="${frame.bottom + 18}" text-anchor="middle">${p.toLocaleString("en")}</text>`);
}
for (let s = 1e-3; s <= 1e2; s *= 10) {
  parts.push(`<path class="grid" d="M${frame.left} ${round(y(s))}H${frame.right}"/>`);
  parts.push(`<text x="${frame.left - 8}" y="${round(y(s) + 4)}" text-anchor="end">${Number(s.toPrecision(1))}</text>`);
}
const first = shown.find((row) => row.solver === "ours");
if (!first) throw new Error("bench/results/allocation.json has no row of ours at fill 0.7");
const slope = (p) => first.seconds * (p / first.people);
parts.push(`<path d="M${round(x(people[0]))} ${round(y(slope(people[0])))}L${round(x(people[1]))} ${round(y(slope(people[1])))}" fill="none" stroke="#888" stroke-dasharray="1 3"/>`);
curves.forEach(([solver, name, colour, dashes], at) => {
  const points = shown.filter((row) => row.solver === solver).sort((a, b) => a.people - b.people);
  if (points.length === 0) return;
  const line = points.map((row) => `${round(x(row.people))} ${round(y(row.seconds))}`).join("L");
  parts.push(`<path d="M${line}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"/>`);
  for (const row of points) parts.push(`<circle cx="${round(x(row.people))}" cy="${round(y(row.seconds))}" r="3.5" fill="${colour}"/>`);
  parts.push(`<path d="M${frame.left + 12} ${frame.top + 14 + 18 * at}h28" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"/>`);
  parts.push(`<text x="${frame.left + 46}" y="${frame.top + 18 + 18 * at}">${name}</text>`);
});
writeFileSync("docs/allocation-growth.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 590 410" role="img" aria-labelledby="t">
<title id="t">CPU seconds against people, both axes logarithmic; dotted: in proportion to the people</title>
<style>text{font:12px sans-serif;fill:#222}.grid{stroke:#ddd;fill:none}</style>
<rect width="590" height="410" fill="#fff"/>
${parts.join("\n")}
<text x="${(frame.left + frame.right) / 2}" y="${frame.bottom + 38}" text-anchor="middle">people (20 options each, 0.7 places a person, values 0 to 1000)</text>
<text transform="translate(16 ${(frame.top + frame.bottom) / 2}) rotate(-90)" text-anchor="middle">CPU seconds of one thread</text>
</svg>
`);
