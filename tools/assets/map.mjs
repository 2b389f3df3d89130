#!/usr/bin/env node
// Draws the base map (light and dark palette PNG) from the province outlines. Bounds agree with web/map.ts; a test holds them equal.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import sharp from "sharp"
import { feature, mesh } from "topojson-client"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const out = join(root, "packages/karnegar/assets/built")
mkdirSync(out, { recursive: true })
export const BOUNDS = { west: 43.6, east: 63.8, north: 40.1, south: 24.7 }
const WIDTH = 1000
const HEIGHT = Math.round(
  (WIDTH * (BOUNDS.north - BOUNDS.south)) / ((BOUNDS.east - BOUNDS.west) * Math.cos((32.5 * Math.PI) / 180)),
)

const topology = JSON.parse(readFileSync(join(root, "data/boundaries/iran-provinces.topojson"), "utf8"))
const layer = Object.values(topology.objects)[0]
const x = (lon) => ((lon - BOUNDS.west) / (BOUNDS.east - BOUNDS.west)) * WIDTH
const y = (lat) => ((BOUNDS.north - lat) / (BOUNDS.north - BOUNDS.south)) * HEIGHT
const line = (points) =>
  points.map(([lon, lat], i) => `${i ? "L" : "M"}${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("")
const rings = (geometry) => (geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat())
const land = feature(topology, layer)
  .features.flatMap((f) => rings(f.geometry))
  .map((ring) => `${line(ring)}Z`)
  .join("")
const inner = mesh(topology, layer, (a, b) => a !== b)
  .coordinates.map(line)
  .join("")
const outer = mesh(topology, layer, (a, b) => a === b)
  .coordinates.map(line)
  .join("")

for (const [name, fill, border, coast] of [
  ["map-light", "#ece5d8", "#cfc4b0", "#8d8371"],
  ["map-dark", "#2a2f36", "#434a54", "#7d8794"],
]) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><path d="${land}" fill="${fill}"/><path d="${inner}" fill="none" stroke="${border}" stroke-width="1.6"/><path d="${outer}" fill="none" stroke="${coast}" stroke-width="2"/></svg>`
  const png = await sharp(Buffer.from(svg))
    .png({ palette: true, colours: 16, compressionLevel: 9, effort: 10 })
    .toBuffer()
  writeFileSync(join(out, `${name}.png`), png)
  console.error(`${name}.png ${WIDTH}×${HEIGHT} ${(png.length / 1024).toFixed(1)} kB`)
}

// The site's icon: the letter ک on ochre, drawn so that no other font is needed.
const icon = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" rx="10" fill="#8a5a14"/><path d="M50 14 L26 26 Q20 30 27 34 L44 42 Q50 46 44 50 L14 50" fill="none" stroke="#fffdf9" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>`
writeFileSync(join(out, "icon.png"), await sharp(Buffer.from(icon)).png({ palette: true, colours: 8 }).toBuffer())
